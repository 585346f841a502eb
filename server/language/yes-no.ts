/** A yes that may stand alone. What says yes only to a question ("definitely", "true") stands with the questions. */
export const yesWords: ReadonlySet<string> = new Set(
  'yes yep yeah yup ya ja jep jo jup jawohl correct affirmative exactly indeed stimmt genau sure aye klar'.split(
    ' ',
  ),
)

/** A no that may stand alone. */
export const noWords: ReadonlySet<string> = new Set('no nope nah nein nee noe negative'.split(' '))
