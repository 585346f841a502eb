/** What is asked for by a key, fetched then: together, since both list the acts. */
export { Palette } from './Palette.tsx'
export { Shortcuts } from './Shortcuts.tsx'
