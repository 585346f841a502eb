import type { Flow } from '../../../shared/contracts/flows.ts'
import type { UpdateCase } from '../protocol.ts'
import { phrases } from './client-phrases.ts'
import { type ClientStory, confirmedForClient } from './client-story.ts'
import { speakerOf } from './client-text.ts'
import { upperFirst } from './words.ts'

/** What the ticket keeps for its client of how a case ended, in parts. */
export function clientNote(state: UpdateCase, story: ClientStory, flow: Flow): string {
  const findings = confirmedForClient(state, flow, story).map(({ text }) => text)
  const { speech, say } = speakerOf(state, story, findings)
  const { stage } = story
  const { parts, ...phrase } = phrases[speech]
  const problem = say(story.problem)
  const cause = stage.kind === 'fixed' || stage.kind === 'closed' ? stage.cause : null
  const ended =
    stage.kind === 'fixed'
      ? [phrase.solved(problem), say(stage.now)]
      : stage.kind === 'unrepaired'
        ? [phrase.ended(problem), phrase.why[stage.why]]
        : [phrase.closed(problem)]
  const told: [string, string[]][] = [
    [parts.problem, [`${upperFirst(problem)}.`]],
    [parts.confirmed, findings.map((finding) => `- ${say(finding)}`)],
    [parts.cause, cause ? [say(cause)] : []],
    [parts.resolution, [ended.join(' ')]],
  ]
  return told
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => [name, ...lines].join('\n'))
    .join('\n\n')
}
