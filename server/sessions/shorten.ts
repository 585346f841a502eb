/**
 * So much of a long text is redacted before `shorten` leaves far less of it: no cut that is seen parts a secret from
 * what shows that it is one, and a pasted log costs no turn its time.
 */
const readCharacters = 4_000

export const forRedaction = (text: string): string => text.slice(0, readCharacters).toWellFormed()

export const shorten = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text
