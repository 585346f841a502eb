import { flowByKey } from '../../flows/find.ts'
import { matchFlow } from '../../flows/match.ts'
import type { UpdateInput, UpdateOutput } from '../protocol.ts'
import { storyOf } from './client-story.ts'
import { clientText } from './client-text.ts'
import { ticketNotes } from './notes.ts'
import { upperFirst } from './words.ts'

/** An update from the state of the case alone: the same input gives the same text. */
export function playUpdate(input: UpdateInput): UpdateOutput {
  const flow = flowByKey(input.flow.key, input.flow.version) ?? matchFlow('').flow
  if (input.audience === 'ticket_notes') return { text: ticketNotes(input, flow), subject: null }
  const text = clientText(input, storyOf(input, flow))
  if (input.audience === 'client_update') return { text, subject: null }
  const problem = upperFirst(flow.client_problem.replace(/^the (?=problem with)/, ''))
  const kind = input.session_status === 'resolved' ? 'Resolved' : 'Update'
  const number = input.case.ticket_id ? ` — ${input.case.ticket_id}` : ''
  return { text, subject: `${kind}: ${problem}${number}` }
}
