import * as v from 'valibot'
import { createRealPlayer, realModels } from './real-model.ts'
import { open, type Rehearsal, say } from './rehearse.ts'
import type { Report } from './report.ts'

const note = v.object({ by: v.picklist(['client', 'colleague']), text: v.string() })
const diagnosisCase = v.object({
  name: v.string(),
  flow: v.string(),
  ticket: v.object({ summary: v.string(), type: v.nullable(v.string()), notes: v.array(note) }),
  /** What the engineer writes, in own words. */
  words: v.array(v.string()),
  /** Patterns of what must, and must not, stand on the screen at the end. */
  must: v.array(v.string()),
  must_not: v.array(v.string()),
  /** Pattern of the right cause; null where no flow of ours knows it. */
  cause: v.nullable(v.string()),
  /** Never looked at while the product is tuned, only counted. */
  frozen: v.optional(v.boolean(), false),
})
export const diagnosisCases = v.array(diagnosisCase)
export type DiagnosisCase = v.InferOutput<typeof diagnosisCase>

export type Diagnosis = {
  name: string
  flow: string
  /** All patterns hold, in the flow that fits, with the right cause among those named. */
  right: boolean
  /** The right cause leads; it is among the three. Null where no flow of ours knows the cause. */
  first: boolean | null
  among_three: boolean | null
  /** Questions that were asked a second time. */
  asked_again: number
  frozen: boolean
  got: string
}

/** Plays each case on the offline model, and with a key or an address on the strong and the fast one as well. */
export async function diagnose(input: unknown): Promise<Report> {
  const cases = v.parse(diagnosisCases, input)
  const offline = cases.map(diagnoseOne)
  const lines: object[] = [...offline]
  for (const model of realModels()) {
    const player = createRealPlayer(model)
    const found: Diagnosis[] = []
    for (const one of cases) {
      const seen: Rehearsal[] = []
      await player.play({ ticket: ticketOf(one) }, one.words, (here) => seen.push(here))
      found.push(judged(one, seen))
    }
    lines.push(...found.map((one) => ({ model, ...one })), { model, ...totals(found), ...player.used })
  }
  return { lines, sum: totals(offline) }
}

export function totals(all: readonly Diagnosis[]) {
  const count = (holds: (one: Diagnosis) => boolean) => all.filter(holds).length
  return {
    right: count(({ right }) => right),
    of: all.length,
    first: count(({ first }) => first === true),
    among_three: count(({ among_three }) => among_three === true),
    with_a_cause: count(({ first }) => first !== null),
    asked_again: all.reduce((sum, one) => sum + one.asked_again, 0),
    frozen_right: count(({ frozen, right }) => frozen && right),
    frozen_of: count(({ frozen }) => frozen),
  }
}

export function diagnoseOne(one: DiagnosisCase): Diagnosis {
  const seen = [open({ ticket: ticketOf(one) })]
  for (const words of one.words) seen.push(say(seen.at(-1) as Rehearsal, words))
  return judged(one, seen)
}

function ticketOf({ ticket: { summary, type, notes } }: DiagnosisCase) {
  return {
    summary,
    type: type ?? '',
    notes: notes.map(({ by, text }, at) => ({ id: `n${at + 1}`, from: by, text })),
  }
}

/** How the case stands at its end, and whether something was asked twice on the way. */
function judged(one: DiagnosisCase, seen: readonly Rehearsal[]): Diagnosis {
  const here = seen.at(-1) as Rehearsal
  const asked = seen.map(openQuestion)
  const screen = screenOf(here)
  const causes = [here.state.hypothesis, ...here.state.causes.map(({ text }) => text)].filter(Boolean)
  const { cause } = one
  const named = cause === null ? null : causes.map((text) => matches(cause, text))
  return {
    name: one.name,
    flow: here.flow.key,
    right:
      here.flow.key === one.flow &&
      named?.includes(true) !== false &&
      one.must.every((pattern) => matches(pattern, screen)) &&
      !one.must_not.some((pattern) => matches(pattern, screen)),
    first: named === null ? null : named[0] === true,
    among_three: named === null ? null : named.includes(true),
    asked_again: asked.filter(
      (text, at) => text !== '' && text !== asked[at - 1] && asked.slice(0, at).includes(text),
    ).length,
    frozen: one.frozen,
    got: `${here.state.hypothesis} | ${openQuestion(here)}`,
  }
}

const openQuestion = ({ state: { questions } }: Rehearsal): string =>
  questions.find(({ state }) => state === 'open')?.text ?? ''

/** What stands before the engineer's eyes: hypothesis, causes, question with its buttons, open steps. */
function screenOf({ state, details }: Rehearsal): string {
  const question = state.questions.find((one) => one.state === 'open')
  return [
    state.hypothesis || 'No hypothesis yet',
    ...state.causes.filter((one) => one.state !== 'struck').flatMap(({ text, test }) => [text, test]),
    question?.text ?? '',
    ...(question?.options ?? []),
    ...state.tasks
      .filter((one) => one.state === 'active' || one.state === 'pending')
      .flatMap(({ text }) => [text, details[text] ?? '']),
  ].join('\n')
}

const matches = (pattern: string, text: string): boolean => new RegExp(pattern, 'i').test(text)
