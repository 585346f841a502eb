import type { FlowNode } from '../../../shared/contracts/flows.ts'
import { fixOptions } from '../../../shared/fix-options.ts'
import { nodeAt } from '../../flows/find.ts'
import { fixWords } from '../../flows/step-words.ts'
import type { TurnOutput } from '../protocol.ts'
import { asksForFix, worksOnlyInPart } from './by-intent.ts'
import { statementsKept } from './facts.ts'
import { stay } from './go-on.ts'
import type { Here } from './here.ts'

type Conclusion = Extract<FlowNode, { kind: 'conclusion' }>

/**
 * The fix of the cause that the way stands at. While somebody verifies it, their words on how it went are a proposal
 * that they confirm; a button or a plain yes or no to the question is the outcome itself.
 */
export function withFix(here: Here, output: TurnOutput): TurnOutput {
  const node = output.flow.fits ? nodeAt(here.flow, output.flow.node || here.node.key) : null
  const outcome_proposal = proposalIn(here, output)
  if (here.node.kind === 'conclusion' && outcome_proposal !== 'none') {
    const fix = { ...fixOf(here.node), outcome_proposal }
    if (outcome_proposal === 'partial') return { ...output, fix }
    return { ...stay(here, says[outcome_proposal]), fix, new_facts: statementsKept(here, []) }
  }
  return node?.kind === 'conclusion' ? { ...output, fix: fixOf(node) } : output
}

const says = {
  success: 'That sounds as if the fix worked. Confirm it at the fix, or keep watching.',
  failed: 'That sounds as if the fix did not help. Confirm it at the fix, then we go on.',
} as const

const fixOf = (node: Conclusion): TurnOutput['fix'] => ({
  ...fixWords(node),
  confidence: 0,
  outcome_proposal: 'none',
})

const yesOrNo = /^(?:yes|yep|yeah|ja|jep|no|nope|nein|nee)\b/i

function proposalIn(here: Here, { flow }: TurnOutput): TurnOutput['fix']['outcome_proposal'] {
  if (here.case.fix.state !== 'verifying' || !asksForFix(here)) return 'none'
  if (worksOnlyInPart(here)) return 'partial'
  const isAnswer = yesOrNo.test(here.words) || /^#?\d[.)]?$/.test(here.words)
  if (isAnswer) return 'none'
  const option = flow.path.findLast(({ node }) => node === here.node.key)?.option
  if (option === fixOptions.fixed) return 'success'
  return option === fixOptions.same ? 'failed' : 'none'
}
