export type Paragraph = { start: number; end: number }

/** Rows of filled lines between `start` and `end`, without those already cut. */
export function paragraphs(
  lines: readonly string[],
  start: number,
  end: number,
  isCut: (at: number) => boolean,
): Paragraph[] {
  const found: Paragraph[] = []
  let open = -1
  for (let at = start; at <= end; at++) {
    const isFilled = at < end && lines[at] !== '' && !isCut(at)
    if (isFilled && open < 0) open = at
    if (!isFilled && open >= 0) {
      found.push({ start: open, end: at })
      open = -1
    }
  }
  return found
}

const linksAndAddresses = /https?:\/\/\S+|www\.\S+|[^\s@<>]{1,64}@[^\s@<>]{1,190}/gi
const lawNumbers =
  /§{1,2}\s?\d+|\b\d{2,4}\/\d{2,4}\b|\bart(?:\.|icle|ikel|ículo|icolo|igo|ykuł)?\s?\d+|\b(?:hrb|hra|kvk|btw|ust|vat|siret|rcs|nif|cif|iva|krs|nip|regon|gdpr|dsgvo)\W{0,6}\d[\d .]{0,20}/giu

/** Whether a boilerplate text holds what an engineer may need: a number, a code, a path. */
export function hasFact(text: string): boolean {
  if (!/\d|\\/.test(text)) return false
  const rest = text.replace(linksAndAddresses, '').replace(lawNumbers, '')
  return /\d|\\\\|[A-Z]:\\/.test(rest)
}

/** The first person and questions: written by a person, not by a program. */
const personal =
  /\?|(?<!\p{L})(?:i['’]m|i['’]ve|my|ich|mein|meine|meinen|meinem|meiner|je|j['’]ai|mon|ik|mijn|yo|eu|meu|minha|moim|mojej|mój)(?!\p{L})/iu
/** In small letters it is a word of Italian and Polish. */
const englishI = /(?<!\p{L})I(?!\p{L})/u

export const isPersonal = (text: string): boolean => personal.test(text) || englishI.test(text)
