import { useState } from 'preact/hooks'
import type { TicketScreenData } from '../screen-views.ts'
import { AddNote } from './AddNote.tsx'
import { dateTime } from './time-words.ts'

const tabs = ['discussion', 'internal', 'resolution'] as const
const names = { discussion: 'Discussion', internal: 'Internal', resolution: 'Resolution' }
const shownAtOnce = 50

type NoteRow = TicketScreenData['notes'][number]

function NoteItem({ note, isFresh }: { note: NoteRow; isFresh: boolean }) {
  return (
    <article
      class={`note${note.by_client ? ' by-client' : ''}${isFresh ? ' is-new' : ''}`}
      data-note-id={note.id}
      data-note-kind={note.kind}
    >
      <header>
        <strong dir="auto">{note.author}</strong>
        <span class="muted">{note.by_client ? 'Client' : 'Member'}</span>
        {note.minutes !== null && <span class="time-mark">Time {note.minutes} min</span>}
        {isFresh && <span class="new-mark">New</span>}
        <span class="grow" />
        <time class="muted" dateTime={note.at}>
          {dateTime(note.at)}
        </time>
        <span class="muted number">#{note.id}</span>
      </header>
      <div class="note-text" dir="auto">
        {note.text}
      </div>
    </article>
  )
}

interface NotesProps {
  data: TicketScreenData
  freshKeys: ReadonlySet<string>
  take: (next: TicketScreenData) => void
}

export function Notes({ data, freshKeys, take }: NotesProps) {
  const [tab, setTab] = useState<(typeof tabs)[number]>('discussion')
  const [limit, setLimit] = useState(shownAtOnce)
  const rows = data.notes.filter((note) => note.tabs.includes(tab))
  const hasFresh = (name: (typeof tabs)[number]) =>
    data.notes.some((note) => freshKeys.has(note.key) && note.tabs.includes(name))
  return (
    <section class="pod notes">
      <div role="tablist" class="tabs">
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={tab === name}
            onClick={() => setTab(name)}
          >
            {names[name]}{' '}
            <span class="count">{data.notes.filter((note) => note.tabs.includes(name)).length}</span>
            {hasFresh(name) && <span class="tab-dot" title="New note" />}
          </button>
        ))}
      </div>
      <div role="tabpanel" class={`tab-panel panel-${tab}`}>
        <p class="audience">
          {tab === 'internal' ? 'Members only. The client never sees this.' : 'The client can read this.'}
        </p>
        <AddNote data={data} tab={tab} take={take} />
        {rows.length === 0 && <p class="muted pod-empty">No notes here yet.</p>}
        {rows.slice(0, limit).map((note) => (
          <NoteItem key={note.key} note={note} isFresh={freshKeys.has(note.key)} />
        ))}
        {rows.length > limit && (
          <button type="button" onClick={() => setLimit(rows.length)}>
            Show {rows.length - limit} older notes
          </button>
        )}
      </div>
    </section>
  )
}
