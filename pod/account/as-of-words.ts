import { momentOf } from '../ui/when.ts'

/** What is shown while it cannot be read anew. */
export const asOfWords = (what: string, as_of: string): string =>
  `ConnectWise cannot be read right now. ${what} as of ${momentOf(as_of)}.`
