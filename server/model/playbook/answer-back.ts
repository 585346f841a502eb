import type { FlowTask } from '../../../shared/contracts/flows.ts'
import { findStep } from './find-step.ts'
import type { Here } from './here.ts'
import { pathSteps } from './steps.ts'
import { lowerFirst, sentence, withoutStop } from './words.ts'

/** What the flow has to say to the questions of a message; '' where nothing was asked. */
export function answerBack(here: Here): string {
  const asked = here.heard.statements
    .filter(({ kind }) => kind === 'question' || kind === 'command')
    .map(({ text }) => text)
  return asked.length > 0 ? lookUp(here, asked.join(' ')) : ''
}

/** The step that the words ask about, else what the flow would do next, and that more cannot be looked up here. */
export function lookUp(here: Here, words: string): string {
  const found = findStep(here.flow, words)
  if (found) return described(found.task)
  const next = pathSteps(here).map((text) => lowerFirst(withoutStop(text)))
  const offer = next.length > 0 ? ` What the flow checks next: ${next.join('; ')}.` : ''
  return `The offline model cannot look that up; it knows this flow and this case.${offer}`
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
