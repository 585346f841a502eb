import { decisiveFor } from '../../flows/decisive.ts'
import { nodeAt } from '../../flows/find.ts'
import { isGeneral } from '../../flows/general.ts'
import { askedAt } from '../../flows/walk.ts'
import type { TurnOutput } from '../protocol.ts'
import { fittingCauses, isRefuted, leadingByPerson, ownWords, type Ranked, ranked, testOf } from './causes.ts'
import type { Here } from './here.ts'
import { lowerFirst, same, sentence } from './words.ts'

/** Scores this near to each other say nothing about which of two causes it is. */
const closeShare = 0.9

type Paths = TurnOutput['fork']['paths']
const none: TurnOutput['fork'] = { paths: [], settled: false }

/**
 * Two causes that the case's words fit equally are a fork: the engineer says which test comes first. It is decided
 * once one of them is out, or the way has come to a cause.
 */
export function withFork(here: Here, output: TurnOutput): TurnOutput {
  const node = nodeAt(here.flow, output.flow.node || here.node.key)
  const isSearching = output.flow.fits && node.kind === 'question' && !isGeneral(here.flow)
  const standing = here.case.fork.paths
  if (standing.length > 0) {
    const settled = !isSearching || standing.some(({ cause }) => isOut(here, output, cause))
    return settled ? { ...output, fork: { ...none, settled } } : output
  }
  const asked = output.question.text
  // which of them is meant, or which cause, is asked already
  const isMenu = asked !== '' && !same(asked, askedAt(node)?.text ?? '')
  return isSearching && !isMenu ? { ...output, fork: { ...none, paths: pathsOf(here, output) } } : output
}

const isOut = (here: Here, { new_facts }: TurnOutput, cause: string): boolean =>
  isRefuted(here, cause) || new_facts.some(({ status, text }) => status === 'ruled_out' && same(text, cause))

function pathsOf(here: Here, output: TurnOutput): Paths {
  if (leadingByPerson(here) || ownWords(here) || here.lead) return []
  const place = { ...here.case.flow, node: output.flow.node || here.node.key }
  const [first, second] = fittingCauses(ranked(here)).filter(
    ({ conclusion }) => !isOut(here, output, conclusion.hypothesis),
  )
  if (!first || !second || second.score < first.score * closeShare) return []
  const [one, other] = [first, second].map((cause) => pathOf(here, place, cause))
  return one && other && !same(one.text, other.text) ? [one, other] : []
}

/** Only where an open question decides about the cause: its test is the path. */
function pathOf(here: Here, place: Here['case']['flow'], { conclusion }: Ranked): Paths[number] | null {
  const decisive = decisiveFor(here.flow, conclusion, place)
  const isAnswered = place.trail.some(({ node, option }) => node === decisive?.question.key && option)
  if (!decisive || isAnswered) return null
  const shows = `${decisive.labels.map((label) => `“${label}”`).join(' or ')}: ${lowerFirst(sentence(conclusion.hypothesis))}`
  return { text: testOf(here, conclusion, place), shows, cause: conclusion.hypothesis }
}
