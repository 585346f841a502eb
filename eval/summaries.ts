import * as v from 'valibot'
import { generalFlowKey } from '../server/flows/general.ts'
import { shippedFlows } from '../server/flows/shipped.ts'
import { matchFlow } from '../server/language/match-flow.ts'
import type { Tally } from './tally.ts'

const cases = v.object({ cases: v.array(v.object({ words: v.string(), flow: v.array(v.string()) })) })

/** Summaries of tickets, and the flow that is started for them. */
export function summaries(input: unknown): Tally[] {
  return v.parse(cases, input).cases.map(({ words, flow: want }) => {
    const got = matchFlow(shippedFlows(), words)[0]?.flow.key ?? generalFlowKey
    const isRight = want.includes(got)
    return { words, want, got, is_right: isRight, is_wrong: !isRight && got !== generalFlowKey }
  })
}
