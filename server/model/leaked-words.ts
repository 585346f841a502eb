/**
 * Names that would not be the case's own: a prompt that holds one as an example teaches the model to say it. No prompt
 * may hold them, and the evaluation counts an answer as invented that says one no input said.
 */
export const leakedWords = [
  'Contoso',
  'Fabrikam',
  'Northwind',
  'Tailspin',
  'Woodgrove',
  'Acme',
  'example.com',
  'john.doe',
  'jane.doe',
  'DC01',
  'FS01',
  'EXCH01',
  'SRV01',
  '192.168.',
  '10.0.0.',
  '8.8.8.8',
] as const

/** The listed names that stand in a text. */
export function leakedIn(text: string): string[] {
  const lower = text.toLowerCase()
  return leakedWords.filter((word) => lower.includes(word.toLowerCase()))
}
