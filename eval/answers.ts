import * as v from 'valibot'
import { shippedFlows } from '../server/flows/shipped.ts'
import { readAnswer } from '../server/language/answer.ts'
import type { Tally } from './tally.ts'

const cases = v.object({
  cases: v.array(
    v.object({
      flow: v.string(),
      /** Key of the question. */
      at: v.string(),
      words: v.string(),
      /** Start of the right option's label, several of them, or null where the question must stay open. */
      takes: v.union([v.null(), v.string(), v.array(v.nullable(v.string()))]),
    }),
  ),
})

/** What engineers type at a question, and the option that is taken for it. */
export function answers(input: unknown): Tally[] {
  return v.parse(cases, input).cases.map(({ flow, at, words, takes }) => {
    const question = shippedFlows()
      .find(({ key }) => key === flow)
      ?.nodes.find(({ key }) => key === at)
    if (question?.kind !== 'question') throw new Error(`${flow} has no question ${at}.`)
    const got = readAnswer(question, words).option?.label ?? null
    const want = Array.isArray(takes) ? takes : [takes]
    const isRight = want.some((label) => (label === null ? got === null : (got?.startsWith(label) ?? false)))
    return { words, want: takes, got, is_right: isRight, is_wrong: !isRight && got !== null }
  })
}
