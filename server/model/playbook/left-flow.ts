import type { Flow } from '../../../shared/contracts/flows.ts'
import { isGeneral } from '../../flows/general.ts'
import { shippedFlows } from '../../flows/shipped.ts'
import type { FactTold } from '../protocol.ts'
import { evidenceOf } from './evidence.ts'
import type { Here } from './here.ts'
import { same } from './words.ts'

/** Another flow led when these words came: they have left it. */
export const isFlowLeft = ({ past, flow }: Here): boolean => {
  const last = past.at(-1)
  return last !== undefined && last.case.flow.key !== flow.key && last.case.flow.key !== ''
}

/** What only the flow that was left had found: its words, which nobody said. */
export function factsOfLeft({ past, flow, case: { facts } }: Here): FactTold[] {
  const key = past.at(-1)?.case.flow.key
  const left = shippedFlows().find((one) => one.key === key)
  if (!left || left.key === flow.key || isGeneral(left)) return []
  const found = findingsOf(left)
  return facts.filter(
    ({ text, by_person, source }) =>
      !by_person && source !== 'engineer' && found.some((one) => same(one, text)),
  )
}

const findingsOf = ({ nodes }: Flow): string[] =>
  nodes.flatMap((node) => {
    if (node.kind === 'conclusion') return [node.hypothesis]
    return node.kind === 'question' ? node.options.flatMap(({ finding }) => finding?.text ?? []) : []
  })

/** The case without these facts, and without what they say. */
export function withoutFacts<H extends Here>(here: H, facts: readonly FactTold[]): H {
  if (facts.length === 0) return here
  const state = { ...here.case, facts: here.case.facts.filter((fact) => !facts.includes(fact)) }
  return { ...here, case: state, evidence: evidenceOf({ case: state, ticket: here.ticket }) }
}
