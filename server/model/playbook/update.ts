import type { Flow } from '../../../shared/contracts/flows.ts'
import type { UpdateCase, UpdateOrder, UpdateOutput } from '../protocol.ts'
import { clientNote } from './client-note.ts'
import { storyOf } from './client-story.ts'
import { clientText } from './client-text.ts'
import { closingNotes } from './closing-notes.ts'
import { ticketNotes } from './ticket-notes.ts'
import { upperFirst } from './words.ts'

/** An update from the state of the case alone: the same input gives the same text. */
export function playUpdate(state: UpdateCase, order: UpdateOrder, flow: Flow): UpdateOutput {
  if (order.audience === 'ticket_notes') return { text: notesOf(state, order, flow), subject: '' }
  const story = storyOf(state, flow, order.context)
  const text = order.form === 'note' ? clientNote(state, story, flow) : clientText(state, order, story)
  if (order.audience === 'client_update') return { text, subject: '' }
  const word =
    story.stage.kind === 'unrepaired' ? 'Closed' : state.session_status === 'resolved' ? 'Resolved' : 'Update'
  const problem = upperFirst(story.problem.en.replace(/^the (?=problem with)/, ''))
  const number = state.ticket.id ? ` — ${state.ticket.id}` : ''
  return { text, subject: `${word}: ${problem}${number}` }
}

function notesOf(state: UpdateCase, order: UpdateOrder, flow: Flow): string {
  const { closing } = state
  return closing ? closingNotes(state, order, closing) : ticketNotes(state, order, flow)
}
