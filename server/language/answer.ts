import type { IntentName } from './intents.ts'
import { intentOf } from './intents.ts'
import { optionsOf, senseOf } from './polarity.ts'
import { readMessage } from './read-message.ts'
import { type FlowQuestion, type Understood, understand } from './understand.ts'

const notAnswers = new Set<IntentName>([
  'question',
  'how',
  'why',
  'what_next',
  'tell_client',
  'update',
  'another_flow',
  'lead_me',
  'undo',
  'back',
  'skip',
])
const chatter = new Set<IntentName>(['thanks', 'greeting', 'frustration'])
const open = new Set<IntentName>(['unknown', 'later'])

/**
 * What the engineer's words say to the question that stands open: words to FlowPilot itself ("undo", "how do I …") and
 * chatter are no answer; "no idea" and "later" are the option that says so, where there is one.
 */
export function readAnswer(question: FlowQuestion, words: string): Understood {
  const intent = intentOf(words)
  if (!intent) return understand(question, words, { asked: true })
  if (notAnswers.has(intent.intent)) {
    const told = readMessage(words).statements.filter(({ kind }) => kind === 'statement')
    return told.length > 0
      ? understand(question, told.map(({ text }) => text).join('. '), { asked: true })
      : { option: null, candidates: [] }
  }
  if (open.has(intent.intent) && intent.slot === '') {
    const unknown = question.options.filter((option) => senseOf(option) === 'unknown')
    return { option: unknown.length === 1 ? (unknown[0] ?? null) : null, candidates: [] }
  }
  if (chatter.has(intent.intent))
    return intent.rest ? understand(question, intent.rest, { asked: true }) : { option: null, candidates: [] }
  if (intent.intent === 'affirm' || intent.intent === 'deny') {
    const meant = optionsOf(intent.intent === 'affirm' ? 'yes' : 'no', question)
    return {
      option: meant.length === 1 ? (meant[0] ?? null) : null,
      candidates: meant.length > 1 ? meant.slice(0, 2) : [],
    }
  }
  return understand(question, words, { asked: true })
}
