import { tokenize } from './normalize.ts'

const empty = new Set(
  `a an the this that these those it its he she they we i you her his their our your my me him them us is are was were be been being am
  do does did done has have had will would can could should may might must yes and or but if so as at by for from in into of off on onto out over
  to up with about after before now then here there just only also too very still all any some more most than what which who when where why how
  get got getting let please know think see seen say says said tell told ask asked need needs needed want wants make made call called like back
  far one two three again same once side ok okay fine anything something nobody because while since work works working time times today yesterday
  der die das den dem des ein eine einen einem einer und oder aber wenn so als am an auf aus bei bis durch für fuer im in mit nach nur noch schon
  seit über ueber um von vom vor zu zum zur ist sind war waren wird werden hat haben hatte ich du er sie es wir ihr mich mir ihm ihn uns auch
  da dann hier dort jetzt sehr mehr wie was wer wo warum bitte dasselbe andere anderen anderer klappt geht läuft laeuft kein keine immer
  user users benutzer anwender person people problem problems issue issues device test tested check checked show shows other others already`.split(
    /\s+/,
  ),
)

/** The words that carry a text, as stems; each once. */
export function contentStems(text: string): string[] {
  const stems = tokenize(text)
    .filter(({ word }) => !empty.has(word) && (word.length > 2 || /\d/.test(word)))
    .map(({ stem }) => stem)
  return [...new Set(stems)]
}

/** The text without words that carry nothing; what denies stays. */
export const withoutEmpty = (text: string): string =>
  text.replace(/[\p{L}’']+/gu, (word) => (empty.has(word.toLowerCase()) ? '' : word))

/** Whether a text holds most of what these words name. */
export function holdsMostOf(text: string, words: string): boolean {
  const named = contentStems(words)
  const stems = new Set(contentStems(text))
  return named.length > 0 && named.filter((stem) => stems.has(stem)).length * 3 >= named.length * 2
}
