import type { BriefCase, ClosingOutput } from '../protocol.ts'
import { sentence, withoutStop } from './words.ts'

/** How a case ended, from its state alone: the same input gives the same words, and '' where it says nothing. */
export function playClosing(state: BriefCase): ClosingOutput {
  return {
    root_cause: rootCause(state),
    resolution: resolution(state),
    steps_taken: state.tasks
      .filter((task) => task.state === 'done' || (task.state !== 'skipped' && task.result))
      .map(({ text, result }) => (result ? `${withoutStop(text)}: ${result}` : text))
      .join('\n'),
    recommendations: '',
  }
}

/** A mere suspicion is no cause. */
function rootCause({ causes, fix, confidence }: BriefCase): string {
  const [leading] = causes.filter((cause) => cause.state !== 'struck')
  const isSure = confidence.tier === 'confident' || fix.state === 'success'
  return leading && (leading.state === 'picked' || isSure) ? leading.text : ''
}

const became: Partial<Record<string, string>> = {
  success: 'It worked.',
  partial: 'It worked in part.',
  failed: 'It did not work.',
}

/** What was tried and what came of it; a fix whose outcome nobody told is no resolution. */
function resolution({ fix }: BriefCase): string {
  const end = became[fix.state]
  return end ? [sentence(fix.title), end, fix.notes && sentence(fix.notes)].filter(Boolean).join(' ') : ''
}
