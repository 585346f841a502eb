import type { Flow, Wording } from '../../shared/contracts/flows.ts'

const isWording = (part: object): part is Wording => 'en' in part && 'de' in part

/** Everything that a flow says to clients, in both languages. */
export function clientWordings(part: Flow | object): string[] {
  if (isWording(part)) return [part.en, part.de].filter((text) => text !== null)
  return Object.values(part).flatMap((one: unknown) =>
    typeof one === 'object' && one !== null ? clientWordings(one) : [],
  )
}
