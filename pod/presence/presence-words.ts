import type { Present } from '../../shared/contracts/presence.ts'
import { stripHidden } from '../ui/clean-text.ts'

const mostNamed = 2

/** First names, where they tell people apart. */
function namesOf(people: readonly Present[]): string[] {
  const names = people.map(({ name }) => stripHidden(name).trim())
  const firsts = names.map((name) => name.split(/\s+/)[0] ?? name)
  return names.map((name, at) => {
    const first = firsts[at] ?? name
    return firsts.filter((other) => other === first).length > 1 ? name : first
  })
}

const listed = (names: string[]) =>
  names.length > mostNamed
    ? `${names.slice(0, mostNamed).join(', ')} +${names.length - mostNamed}`
    : names.join(', ')

/** Who else is here: in one line, in a few letters, and whole. Null when nobody is. */
export function presenceWords(
  people: readonly Present[],
): { isTyping: boolean; line: string; short: string; whole: string } | null {
  const names = namesOf(people)
  const typing = names.filter((_, at) => people[at]?.state === 'typing')
  const reading = names.filter((_, at) => people[at]?.state === 'reading')
  const [first] = typing.length > 0 ? typing : reading
  if (!first) return null
  const typed = typing.length === 0 ? null : `${listed(typing)} ${typing.length === 1 ? 'is' : 'are'} typing`
  const parts = [...people].map(
    ({ name, state }) => `${stripHidden(name)} is ${state === 'typing' ? 'typing' : 'reading'}`,
  )
  return {
    isTyping: typed !== null,
    line: typed ?? `${listed(reading)} reading`,
    short: people.length > 1 ? `${first} +${people.length - 1}` : first,
    whole: `Also in this case: ${parts.join(', ')}`,
  }
}
