import type { FlowNode, FlowTask } from '../../../shared/contracts/flows.ts'
import { tasksAt } from '../../flows/step-words.ts'
import { contentStems } from '../../language/content-stems.ts'
import { intentOf } from '../../language/intents.ts'
import { fold } from '../../language/normalize.ts'
import { findStep } from './find-step.ts'
import type { Here } from './here.ts'
import { noted } from './noted.ts'
import { isOver } from './pick-cause.ts'
import { pathSteps, stepOf } from './steps.ts'
import { lowerFirst, same, sentence, withoutStop } from './words.ts'

/** What the flow has to say to the questions of a message; '' where nothing was asked. */
export function answerBack(here: Here): string {
  const asked = here.heard.statements
    .filter(({ kind }) => kind === 'question' || kind === 'command')
    .map(({ text }) => text)
  if (asked.length === 0) return ''
  const isWhy = asked.every((text) => intentOf(text)?.intent === 'why')
  return isWhy ? why(here) : lookUp(here, asked.join(' '))
}

/** Why what is asked is asked. */
export function why({ node }: Here): string {
  if (node.kind === 'question') {
    const tests = node.hypothesis ? ` It tests this: ${lowerFirst(withoutStop(node.hypothesis))}.` : ''
    return `${sentence(node.context ?? 'The answer decides which way we go on.')}${tests}`
  }
  return node.kind === 'conclusion'
    ? 'What is known points to this cause; the test after the fix proves it.'
    : sentence(node.says)
}

/** The step that the words ask about, else the one in hand where they only ask how or where. */
export function lookUp(here: Here, words: string): string {
  if (mayClose.test(fold(words))) return closable(here)
  const named = contentStems(words).filter((stem) => !bare.has(stem))
  const found = named.length === 0 ? null : findStep(here.flow, words)
  const asksOfNode = asksHow.test(fold(words)) && named.every((stem) => wordsOf(here.node).has(stem))
  const told = found ? described(found.task) : asksOfNode ? howAt(here) : ''
  if (told) return told === here.last_reply ? `As I said: ${told}` : told
  const next = pathSteps(here).map((text) => lowerFirst(withoutStop(text)))
  const offer = next.length > 0 ? ` What the flow checks next: ${next.join('; ')}.` : ''
  return `The offline model cannot look that up; it knows this flow and this case.${offer}`
}

const mayClose =
  /\b(?:can|may|could|should|shall|kann|darf|soll) (?:i|we|ich|wir|man) (?:(?:now|then|already|it|das|den|dann|jetzt|ticket|fall) )*(?:close|resolve|schliessen|zumachen|abschliessen)\b/

/** "So can I close?" */
const closable = (here: Here): string =>
  isOver(here.node)
    ? 'It stands as fixed here. Once the person has confirmed it, “Resolve” closes the case and offers the note.'
    : `Not from what stands here. ${noted(here, '')}`

/** "How do I check that", "welcher Befehl": they name nothing but the step in hand. */
const bare = new Set(
  contentStems(
    'check find look see test do exactly command powershell cmdlet syntax log logs logfile event menu page portal console tool tab screen open click type enter run prüfen prüf prüfe prüft such suche suchen finden sehen schauen nachsehen gucken machen befehl kommando protokoll seite genau denn mal das step schritt question frage nachschauen check checke guck guckt seh seht krieg kriege raus heraus komm hin liegt liegen steht stehen where wo how wie which what welches welche welcher welchem display setting einstellung',
  ),
)
const asksHow = /\b(?:how|where|which|what|command|cmdlet|syntax|wie|wo|womit|befehl|welche\w{0,2})\b/

const wordsOf = (node: FlowNode): ReadonlySet<string> =>
  new Set(
    contentStems(
      [
        ...tasksAt(node).map(({ text, detail }) => `${text} ${detail ?? ''}`),
        node.kind === 'question' ? `${node.ask} ${node.context ?? ''}` : '',
      ].join(' '),
    ),
  )

/** The step in hand with where to look and what to type; a question without one says what it is about. */
function howAt(here: Here): string {
  const { node, case: state, flow } = here
  const active = state.tasks.find((task) => task.state === 'active')
  const ofNode = tasksAt(node)
  const task = ofNode.find(({ text }) => active && same(text, active.text)) ?? ofNode[0]
  if (task) {
    const more = node.kind === 'question' && node.context ? ` ${sentence(node.context)}` : ''
    return `${described(task)}${task.detail || task.command ? '' : more}`
  }
  if (node.kind === 'question' && node.context) return sentence(node.context)
  return active ? described(stepOf(flow, active.text)) : ''
}

export function described({ text, detail, command, risk, undo }: FlowTask): string {
  const parts = [
    sentence(text),
    detail ? sentence(detail) : '',
    command ? `Command: \`${command}\`` : '',
    risk ? `Risk: ${sentence(risk)}` : '',
    undo ? `Way back: ${sentence(undo)}` : '',
  ]
  return parts.filter(Boolean).join(' ')
}
