/** What I was told: over the page, in the bell and as its count. None of it before the first screen. */
export { DueBand } from './DueBand.tsx'
export { UnderBell } from './UnderBell.tsx'
