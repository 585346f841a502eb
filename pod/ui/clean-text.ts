/** The server's own: what is shown is what is kept and posted. */
export { stripHidden } from '../../shared/hidden-signs.ts'
