/** What a case shows only when it is asked for, or once something is on its way: fetched together. */
export { PostState } from '../posts/PostState.tsx'
export { PostsBand } from '../posts/PostsBand.tsx'
export { ShareSheet } from './ShareSheet.tsx'
