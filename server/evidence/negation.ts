const words =
  'not|no|never|none|nobody|nothing|nor|neither|without|cannot|nicht|kein\\w*|nie|niemals|niemand|nichts|ohne|weder'

/** Words that deny what they stand with. */
export const negation = new RegExp(`\\b(?:${words})\\b`)

/** The same words, or others that deny in the place where they are looked for. */
export const negationOr = (others: string): RegExp => new RegExp(`\\b(?:${words}|${others})\\b`)
