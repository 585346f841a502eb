import { type Found, foundBy, noLetterAfter, noLetterBefore } from './kinds.ts'

const whole = (words: string) => new RegExp(`${noLetterBefore}(?:${words})${noLetterAfter}`, 'giu')
const someWords = "(?:[\\p{L}\\p{N}’'-]{1,30} ){0,6}"

const shapes = [
  {
    what: 'blame',
    form: whole(
      "your (?:own )?(?:fault|mistake|error|doing)|user[ -]error|operator error|human error|you(?:’|')?(?: have|ve)? failed to|you forgot to|you should(?:n['’]t| not)? have(?! (?:an?|the|it|your|no|any|access|received|got|gotten|been|had|seen|two|one)(?!\\p{L}))|as (?:we|i) (?:already |have |had ){0,2}(?:told|explained to|warned) you|you did(?:n['’]t| not) (?:listen|read|follow)|you broke|pebkac|layer 8",
    ),
    plain: null,
  },
  {
    what: 'blame',
    form: whole(
      `(?:ihr|dein) (?:eigener )?(?:fehler|verschulden|versäumnis)|selbst schuld|(?:bedien(?:ungs)?|anwender|benutzer|user)-?fehler|(?:sie hätten|hätten sie) ${someWords}(?:sollen|müssen)|wie (?:bereits|schon) (?:gesagt|erklärt|mehrfach)|sie haben (?:es )?(?:vergessen|versäumt)`,
    ),
    plain: null,
  },
] as const

/** Words that say to a client that it was their doing. */
export const findBlame = (text: string): Found[] => foundBy(text, 'blame', shapes)
