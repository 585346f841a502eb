import type { Flow } from '../../shared/contracts/flows.ts'
import { general } from './shipped/general.ts'
import { shippedFlows } from './shipped.ts'

/** Below this a text is not about the flow's trouble, it only uses some of its words. */
const leastScore = 4
const readAtMost = 8000

/** The flow whose signs weigh most in the text; the general one when none weighs enough. */
export function matchFlow(text: string): { flow: Flow; score: number } {
  const words = plain(text.slice(0, readAtMost))
  let best = { flow: general, score: 0 }
  for (const flow of shippedFlows) {
    const score = scoreOf(flow, words)
    if (score >= leastScore && score > best.score) best = { flow, score }
  }
  return best
}

function scoreOf(flow: Flow, words: string): number {
  let score = 0
  for (const { word, weight } of flow.signs) if (words.includes(` ${plainWord(word)} `)) score += weight
  return score
}

/** Lower case, words parted by single blanks, a blank at both ends; dots, dashes inside words stay. */
const plain = (text: string): string => ` ${plainWord(text)} `

const plainWord = (text: string): string =>
  text
    .toLowerCase()
    .replace(
      /\b(is|are|was|were|has|have|does|do|did|ca|wo)n['’]t\b/g,
      (_, verb: string) => `${long[verb] ?? verb} not`,
    )
    .replace(/[^\p{L}\p{N}.-]+/gu, ' ')
    .replace(/(?<![\p{L}\p{N}])[.-]+|[.-]+(?![\p{L}\p{N}])/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()

const long: Record<string, string> = { ca: 'can', wo: 'will' }
