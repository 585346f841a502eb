import type { Cause, CauseRef } from '../../../shared/contracts/causes.ts'
import { mostCauses } from '../../../shared/limits.ts'
import { namesCause } from '../../language/names-cause.ts'
import { sameText } from '../../language/same-text.ts'
import type { TurnOutput } from '../../model/protocol.ts'
import { lengths, storable } from '../caps.ts'
import type { CauseFields, CauseRow, CauseWrite } from '../cause-queries.ts'
import { causeView } from '../cause-queries.ts'
import { rowsAdded, rowsChanged, rowsGone } from './rows.ts'

const mostRefs = 8

export type CausePlan = {
  updates: { id: string; fields: CauseFields }[]
  removes: string[]
  adds: (Cause & { named_by: string | null })[]
  /** Text of the leading cause after it all; null: none is left. */
  leading: string | null
}

type Input = {
  causes: CauseRow[]
  wanted: TurnOutput['causes']
  /** Ids of rows that do not hold any more. */
  removed: readonly string[]
  /** What the engineer wrote: a cause that these words name is theirs. */
  words: string
  userId: string
  /** The words take something back: a cause that this person named in words may go. */
  takesBack: boolean
  /** Texts that stand as ruled out after this turn; `by_person`: by words or an answer of a person. */
  ruledOut: readonly { text: string; by_person: boolean }[]
  /** What a short id of the case stands for; undefined: nothing. */
  refOf: (shortId: string) => CauseRef | undefined
  newId: () => string
}

/**
 * What the model's causes come to: they take the place of its own open ones, the same text keeps its row. What a person
 * typed or picked leads in their order, what a person struck does not come back, and what was ruled out goes.
 */
export function planCauses(input: Input): CausePlan {
  const { wanted, words, userId, ruledOut, refOf, newId } = input
  const goes = input.causes.filter((cause) => input.removed.includes(cause.id) && mayGo(cause, input))
  const causes = input.causes.filter((cause) => !goes.includes(cause))
  const gone = goes.map(({ id }) => id)
  const plan: CausePlan = { updates: [], removes: gone, adds: [], leading: null }
  const out = new Set(ruledOut.map(({ text }) => sameText(text)))
  const outByPerson = new Set(ruledOut.filter(({ by_person }) => by_person).map(({ text }) => sameText(text)))
  const isRefuted = (cause: CauseRow) => (isPersonsCause(cause) ? outByPerson : out).has(sameText(cause.text))
  const kept = causes.filter((cause) => isPersonsCause(cause) && !isRefuted(cause))
  const struck = new Set([
    ...causes.filter(({ state }) => state === 'struck').map(({ text }) => sameText(text)),
    ...out,
  ])
  const before = causes.filter((cause) => !isPersonsCause(cause) && cause.state === 'open')
  const own = before.filter((cause) => !isRefuted(cause))
  for (const cause of causes.filter((one) => isPersonsCause(one) && isRefuted(one)))
    plan.updates.push(...changes(cause, { state: 'struck' }))
  if (wanted.length === 0)
    return {
      ...plan,
      removes: [...gone, ...before.filter(isRefuted).map(({ id }) => id)],
      leading: [...kept, ...own][0]?.text ?? null,
    }
  const open: string[] = kept.map(({ text }) => text)
  for (const [at, cause] of kept.entries()) plan.updates.push(...changes(cause, { rank: at + 1 }))
  const stays = new Set<string>()
  for (const one of wanted) {
    const text = storable(one.text, lengths.triage_hypothesis)
    if (!text) continue
    const content = {
      for: refsOf(one.for, refOf),
      against: refsOf(one.against, refOf),
      test: storable(one.test, lengths.detail) ?? '',
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
    const known = own.find((cause) => sameText(cause.text) === sameText(text))
    const source = namesCause(words, text) ? 'engineer' : 'model'
    if (known) {
      stays.add(known.id)
      plan.updates.push(
        ...changes(known, {
          ...content,
          rank,
          ...(source === 'engineer' ? { source, named_by: userId } : {}),
        }),
      )
    } else {
      const named_by = source === 'engineer' ? userId : null
      plan.adds.push({ id: newId(), text, ...content, rank, state: 'open', source, named_by })
    }
  }
  plan.removes = [...gone, ...before.filter(({ id }) => !stays.has(id)).map(({ id }) => id)]
  return { ...plan, leading: open[0] ?? null }
}

/** Typed or picked by a person, and not struck. */
export const isPersonsCause = ({ source, state }: CauseRow): boolean =>
  state !== 'struck' && (source === 'engineer' || state === 'picked')

/** The model's own, or one that this person named in words that they take back; what was typed or picked stays. */
const mayGo = ({ source, state, named_by }: CauseRow, { userId, takesBack }: Input): boolean =>
  state === 'open' && (source === 'model' || (takesBack && named_by === userId))

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

/** Rows as they stand after the plan: what goes, what changes, what comes. `at`: when what goes is taken away. */
export function causeRows(
  causes: readonly CauseRow[],
  { updates, removes, adds }: CausePlan,
  at: string,
): CauseWrite[] {
  const staying = updates.filter(({ id }) => !removes.includes(id))
  return [
    ...rowsGone(causes, removes, at),
    ...rowsChanged(causes, staying),
    ...adds.map((add) => ({ ...add, deleted_at: null })),
  ]
}

/** The list as people see it afterwards: likeliest first, struck ones last. */
export function causesAfter(causes: readonly CauseRow[], writes: CauseWrite[]): Cause[] {
  const view = ({ deleted_at: _, ...cause }: CauseWrite): Cause => causeView({ ...cause, no: 0 })
  const kept = causes.flatMap((cause) => {
    const write = writes.find(({ id }) => id === cause.id)
    if (!write) return causeView(cause)
    return write.deleted_at ? [] : view(write)
  })
  const all = [...kept, ...rowsAdded(causes, writes).map(view)]
  const isStruck = ({ state }: Cause) => Number(state === 'struck')
  return all.toSorted((a, b) => isStruck(a) - isStruck(b) || a.rank - b.rank || (a.id < b.id ? -1 : 1))
}
