/** Scripts whose letters a joiner may tie together. */
const joined = 'Arab Syrc Mong Nkoo Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr'
  .split(' ')
  .map((script) => `\\p{sc=${script}}`)
  .join('')
const hidden = new RegExp(
  [
    // A region's flag is spelt with tags, which stay.
    '(\\u{1f3f4}[\\u{e0030}-\\u{e007a}]{2,8}\\u{e007f})',
    // What is never drawn, but for joiners, direction marks and selectors; controls, but for lines and tabs.
    '(?![\\u200c-\\u200f\\p{VS}])\\p{DI}',
    '(?![\\n\\t])\\p{Cc}',
    // Joiners outside words of those scripts and outside emoji.
    `(?!(?<=[${joined}]).(?=[${joined}])|(?<=[\\p{ExtPict}\\p{EMod}\\ufe0f])\\u200d(?=\\p{ExtPict}))[\\u200c\\u200d]`,
    // One selector may follow a sign that has variants; behind letters, and in rows, they only carry hidden bytes.
    '(?<![\\p{Emoji}\\p{S}\\p{Po}\\p{sc=Han}\\p{sc=Mong}\\p{sc=Mymr}])\\p{VS}',
  ].join('|'),
  'gu',
)

/** Signs by which a model names what its sentences rest on. Nobody else writes them, so that nobody can forge one. */
const markerSigns = /[⟦⟧]/g

/**
 * A text without signs that are never drawn: zero-width spaces, direction overrides and isolates, tags, soft hyphens,
 * controls. Joiners stay inside emoji and between letters of scripts that join; so do direction marks and flags.
 * What is shown, kept, told to a model and posted goes through here, so that all of them read the same.
 */
export const stripHidden = (text: string): string => withoutMarkerSigns(stripUnseen(text))

/** As `stripHidden`, of what a model wrote: the signs of its markers stay. */
export function stripUnseen(text: string): string {
  return text.replace(/\r\n?|[\v\f\x85]/g, '\n').replace(hidden, (_, flag: string | undefined) => flag ?? '')
}

export const withoutMarkerSigns = (text: string): string => text.replace(markerSigns, '')
