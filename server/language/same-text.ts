import { withoutEnd } from './without-end.ts'

/** Two texts that say the same to a reader come out equal. */
export function sameText(text: string): string {
  return withoutEnd(text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' '), '.!?…').trim()
}
