import { isGeneral } from '../../flows/general.ts'
import { noHypothesis, type TurnOutput } from '../protocol.ts'
import { leadingByPerson, ownWords } from './causes.ts'
import { goOn, stay } from './go-on.ts'
import type { Here } from './here.ts'
import { factsOfLeft, withoutFacts } from './left-flow.ts'

/** “Wrong flow”: where another one fits the words, it leads already; here none does. */
export function anotherFlow(now: Here): TurnOutput {
  const left = factsOfLeft(now)
  const here = withoutFacts(now, left)
  if (!isGeneral(here.flow))
    return stay(
      here,
      `No other flow fits these words. “${here.flow.name}” stays; name the trouble in a few words to change it.`,
    )
  if (here.past.at(-1)?.case.flow.key === here.flow.key)
    return stay(
      here,
      'No flow leads here. Name the trouble in a few words, and the one that fits takes over.',
    )
  const { causes, hypothesis } = here.case
  const told = goOn(
    { ...here, flow_is_new: true },
    {},
    {
      says: 'The flow is left, and no other one fits these words. Name the trouble in a few words to choose one; until then I ask in general.',
      keeps: here.heard.intent?.intent !== 'another_flow',
    },
  )
  const isOwn = leadingByPerson(here) !== null || ownWords(here) !== null
  return {
    ...told,
    removed_facts: [...told.removed_facts, ...left.map(({ id }) => id)],
    removed_causes: causes
      .filter(({ source, state }) => source === 'model' && state === 'open')
      .map(({ id }) => id),
    header: { ...told.header, hypothesis: hypothesis && !isOwn ? noHypothesis : told.header.hypothesis },
  }
}
