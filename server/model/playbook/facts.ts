import type { FlowNode } from '../../../shared/contracts/flows.ts'
import { nodeOf } from '../../flows/find.ts'
import { type Answered, type Finding, fixOptions } from '../../flows/walk.ts'
import type { TurnOutput } from '../protocol.ts'
import type { Place } from './turn.ts'
import { clip, lowerFirst, same } from './words.ts'

type Op = TurnOutput['facts'][number]

const factCharacters = 280

export const fact = (text: string, status: Finding['status'], source_ref: string | null): Op => ({
  op: 'add',
  id: null,
  text,
  status,
  source_ref,
})

/** The engineer's own words, kept as they are. */
export const wordsAsFact = (words: string, ref: string | null, status: Finding['status']): Op =>
  fact(clip(words, factCharacters), status, ref)

/** What an answer settles. The same question answered otherwise before: the earlier finding falls. */
export function factsOfAnswer(
  { input, flow, node }: Place,
  answered: Answered,
  words: string | null,
  ref: string | null,
): Op[] {
  const { finding, option } = answered
  if (node.kind === 'conclusion') return fixFacts(node, option, ref)
  if (!finding) {
    const hasOptions = node.kind === 'question' && node.options.length > 0
    return option || words === null || words === ''
      ? []
      : // What fits no answer is a remark of theirs, theirs to correct; an answer is corrected where it was given.
        [wordsAsFact(words, hasOptions ? null : ref, hasOptions ? 'pending' : 'confirmed')]
  }
  const earlier = new Set<string>()
  for (const step of input.flow.place.trail) {
    const before = step.node === node.key ? nodeOf(flow, step.node) : null
    if (before?.kind !== 'question') continue
    const said = before.options.find(({ label }) => label === step.option)?.finding
    if (said && !same(said.text, finding.text)) earlier.add(said.text)
  }
  const fallen = input.case.facts.filter(({ text }) => [...earlier].some((one) => same(one, text)))
  const removals = fallen.map(
    ({ id }): Op => ({ op: 'remove', id, text: null, status: null, source_ref: null }),
  )
  return [...removals, fact(finding.text, finding.status, ref)]
}

function fixFacts(
  node: Extract<FlowNode, { kind: 'conclusion' }>,
  option: string | null,
  ref: string | null,
): Op[] {
  if (option === fixOptions.fixed)
    return [fact(`Cause confirmed by the fix: ${lowerFirst(node.hypothesis)}`, 'confirmed', ref)]
  if (option === fixOptions.same) return [fact(node.hypothesis, 'ruled_out', ref)]
  return []
}
