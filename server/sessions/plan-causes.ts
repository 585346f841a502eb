import type { Cause, CauseRef } from '../../shared/contracts/causes.ts'
import { mostCauses } from '../../shared/limits.ts'
import { sameText } from '../language/same-text.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { clip, lengths } from './caps.ts'
import type { CauseFields, CauseRow } from './cause-queries.ts'

const mostRefs = 8

export type CausePlan = {
  updates: { id: string; fields: CauseFields }[]
  removes: string[]
  adds: Cause[]
  /** Text of the leading cause after it all; null: none is left. */
  leading: string | null
}

type Input = {
  causes: CauseRow[]
  wanted: TurnOutput['causes']
  /** What the engineer wrote: a cause in their own words is theirs. */
  words: string
  /** What a short id of the case stands for; undefined: nothing. */
  refOf: (shortId: string) => CauseRef | undefined
  newId: () => string
}

/**
 * What the model's causes come to: they take the place of its own open ones, the same text keeps its row. What a person
 * typed or picked leads in their order, what a person struck does not come back.
 */
export function planCauses({ causes, wanted, words, refOf, newId }: Input): CausePlan {
  const plan: CausePlan = { updates: [], removes: [], adds: [], leading: null }
  const kept = causes.filter(isPersons)
  const struck = new Set(causes.filter(({ state }) => state === 'struck').map(({ text }) => sameText(text)))
  const own = causes.filter((cause) => !isPersons(cause) && cause.state === 'open')
  if (wanted.length === 0) return { ...plan, leading: [...kept, ...own][0]?.text ?? null }
  const open: string[] = kept.map(({ text }) => text)
  for (const [at, cause] of kept.entries()) plan.updates.push(...changes(cause, { rank: at + 1 }))
  const stays = new Set<string>()
  for (const one of wanted) {
    const text = clip(one.text, lengths.triage_hypothesis)
    if (!text) continue
    const content = {
      for: refsOf(one.for, refOf),
      against: refsOf(one.against, refOf),
      test: clip(one.test, lengths.detail) ?? '',
    }
    const typed = kept.find((cause) => sameText(cause.text) === sameText(text))
    if (typed) {
      plan.updates.push(...changes(typed, content))
      continue
    }
    if (struck.has(sameText(text))) continue
    if (open.length >= mostCauses || open.some((other) => sameText(other) === sameText(text))) continue
    open.push(text)
    const rank = open.length
    const before = own.find((cause) => sameText(cause.text) === sameText(text))
    if (before) {
      stays.add(before.id)
      plan.updates.push(...changes(before, { ...content, rank }))
    } else {
      const source = isNamedIn(words, text) ? 'engineer' : 'model'
      plan.adds.push({ id: newId(), text, ...content, rank, state: 'open', source })
    }
  }
  plan.removes = own.filter(({ id }) => !stays.has(id)).map(({ id }) => id)
  return { ...plan, leading: open[0] ?? null }
}

/** Typed or picked by a person, and not struck. */
export const isPersons = ({ source, state }: CauseRow): boolean =>
  state !== 'struck' && (source === 'engineer' || state === 'picked')

const shortestNamed = 8

/** The cause stands in the words as it is: nobody else worded it. */
const isNamedIn = (words: string, text: string): boolean =>
  text.length >= shortestNamed && sameText(words).includes(sameText(text))

function refsOf(ids: readonly string[], refOf: Input['refOf']): CauseRef[] {
  const refs = [...new Set(ids)].flatMap((id) => refOf(id) ?? [])
  return refs.slice(0, mostRefs)
}

function changes(cause: CauseRow, fields: CauseFields): CausePlan['updates'] {
  const changed = Object.entries(fields).filter(
    ([key, value]) => JSON.stringify(cause[key as keyof CauseFields]) !== JSON.stringify(value),
  )
  return changed.length > 0 ? [{ id: cause.id, fields: Object.fromEntries(changed) as CauseFields }] : []
}

/** The causes that stand once the plan is written, likeliest first. */
export function standingAfter(causes: readonly CauseRow[], { updates, removes, adds }: CausePlan): Cause[] {
  const kept = causes
    .filter(({ id, state }) => state !== 'struck' && !removes.includes(id))
    .map((cause) => {
      const changed = updates.filter(({ id }) => id === cause.id).map(({ fields }) => fields)
      return Object.assign({}, cause, ...changed) as CauseRow
    })
  return [...kept, ...adds].toSorted((a, b) => a.rank - b.rank)
}
