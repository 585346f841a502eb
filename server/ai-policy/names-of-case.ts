import type { Alias } from './aliases.ts'
import type { KnownName } from './find-names.ts'
import type { NamesRow } from './queries.ts'

/** Words that many clients have in their names; alone they name nobody. */
const ofMany = new Set(
  'the and company group services solutions dental clinic practice medical law legal office offices school city county systems partners consulting bakery gmbh limited national international global'.split(
    ' ',
  ),
)

/** The names of a case with the parts that people are called by: first and last names, the first word of a client. */
export function namesOfCase(row: NamesRow): KnownName[] {
  const clients = [row.client_name, row.company].filter(isFilled)
  const people = [row.contact, row.first_name, ...row.people].filter(isFilled)
  const devices = [row.asset_name, ...row.devices].filter(isFilled)
  return [
    ...clients
      .flatMap((name) => [name, ...firstWord(name)])
      .map((words) => ({ kind: 'Client' as const, words })),
    ...people
      .flatMap((name) => [name, ...partsOf(name)])
      .map((words) => ({ kind: 'Person' as const, words })),
    ...devices.map((words) => ({ kind: 'Host' as const, words })),
  ]
}

/** What was a name once stays one, whoever left the ticket since. */
export const namesKept = (known: readonly Alias[]): KnownName[] =>
  known.flatMap(({ alias, words }) => {
    const kind = lasting.find((one) => alias.startsWith(`${one}-`))
    return kind ? [{ kind, words }] : []
  })
const lasting = ['Person', 'Client', 'Host'] as const

const isFilled = (name: string | null): name is string => name !== null && name.trim() !== ''

function firstWord(client: string): string[] {
  const word = client
    .trim()
    .split(/[\s,]+/)
    .find((one) => one.length >= 4)
  return word && !ofMany.has(word.toLowerCase()) ? [word] : []
}

const partsOf = (person: string) =>
  person
    .trim()
    .split(/[\s,]+/)
    .filter((part) => part.length >= 2 && /^\p{Lu}/u.test(part))
