const bidi = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069'
const zeroWidth =
  '\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u2060-\\u206f\\u3164\\ufeff\\uffa0'
const tagsAndSelectors = '\\u{e0000}-\\u{e0fff}'
const controls = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f'
const hidden = new RegExp(`[${bidi}${zeroWidth}${tagsAndSelectors}${controls}]`, 'gu')
/** Joiners stay where a script or an emoji needs them, between two pictographs or two letters that join. */
const looseJoiner =
  /(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})|(?<!\p{Script=Arabic})\u200c|\u200c(?!\p{Script=Arabic})/gu

/** Takes out what the eye cannot see but a model or a reader can be misled by: bidi, zero-width, tag characters. */
export function stripHidden(text: string): string {
  return text.replace(hidden, '').replace(looseJoiner, '')
}
