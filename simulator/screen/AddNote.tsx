import { useState } from 'preact/hooks'
import type { TicketScreenData } from '../screen-views.ts'
import { postNote } from './api.ts'

interface AddNoteProps {
  data: TicketScreenData
  tab: 'discussion' | 'internal' | 'resolution'
  take: (next: TicketScreenData) => void
}

/** A person plays the client here, or writes as the member. */
export function AddNote({ data, tab, take }: AddNoteProps) {
  const [text, setText] = useState('')
  const [author, setAuthor] = useState<'contact' | 'member'>('member')
  const [trouble, setTrouble] = useState('')
  const mayBeClient = data.ticket.contact !== '' && tab === 'discussion'
  const writer = mayBeClient ? author : 'member'

  const add = (event: Event) => {
    event.preventDefault()
    postNote(data.ticket.id, { text, author: writer, placement: tab }).then(
      (next) => {
        take(next)
        setText('')
        setTrouble('')
      },
      (error: Error) => setTrouble(error.message),
    )
  }
  return (
    <form class="add-note" onSubmit={add}>
      <textarea
        aria-label="Note text"
        rows={2}
        dir="auto"
        placeholder={writer === 'contact' ? `Reply as ${data.ticket.contact}` : 'Write a note'}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="add-note-row">
        {mayBeClient && (
          <select
            aria-label="Write as"
            value={author}
            onChange={(event) => setAuthor(event.currentTarget.value === 'contact' ? 'contact' : 'member')}
          >
            <option value="member">As me</option>
            <option value="contact">As the client, {data.ticket.contact}</option>
          </select>
        )}
        <button type="submit" disabled={text.trim() === ''}>
          Add note
        </button>
        {trouble && <span role="alert">{trouble}</span>}
      </div>
    </form>
  )
}
