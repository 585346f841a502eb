import { regexOf } from '../language/regex-of.ts'

const between = regexOf(String.raw`
  (?:[;:–—]\s+|,\s+(?:(?:and|but|so|which|while|although|hence|und|aber|weil|deshalb|dass)\s+)?|\s+(?:and
  |but|while|whereas|because|although|und|aber|weil|nachdem|dass)\s+|(?<=\b(?:us|told|reported|said|says
  |wrote|found|confirmed|shows?|showed|saw))\s+that\s+)`)
/** "(checked)" behind a line says on what ground it stands, and is no deed. */
const ground = /\((?:checked|reported|geprüft|berichtet)\)/gi
export const withoutGround = (text: string): string => text.replace(ground, '')

const piecesAtMost = 40
/** A sentence cut where it begins to say something else. */
export const piecesOf = (text: string): string[] => withoutGround(text).split(between, piecesAtMost)
