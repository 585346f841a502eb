import { useSignal } from '@preact/signals'
import { Lock } from 'lucide-preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { usePod } from '../pod.ts'
import { PostState } from '../posts/PostState.tsx'
import { TicketCardView } from '../tickets/TicketCardView.tsx'
import { TicketPicker } from '../tickets/TicketPicker.tsx'
import { createTicketModel } from '../tickets/ticket-model.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import type { ConnectModel } from './connect-model.ts'
import { createNoteModel, type NoteModel } from './note-model.ts'

/** One internal note on a ticket that the admin picks, which counts when it was read back. */
export function NoteStep({ model }: { model: ConnectModel }) {
  const pod = usePod()
  const note = useMemo(() => createNoteModel(pod, () => void model.readSetup()), [pod, model])
  useEffect(() => note.follow(), [note])
  const known = model.setup.value?.note?.post_id
  useEffect(() => {
    if (known) void note.read(known)
  }, [note])
  const chosen = useSignal<string | null>(null)
  const post = note.post.value
  const need = model.test.value?.rights.find(({ code }) => code === 'notes_write')?.need
  if (post)
    return (
      <>
        <PostState post={post} model={note} />
        {post.state === 'rejected' && need && (
          <p class="text-muted">
            If ConnectWise speaks of a permission: the role of the API member needs {need}. Give it, then
            press Retry.
          </p>
        )}
        <div>
          <Button
            kind="quiet"
            onPress={() => {
              chosen.value = null
              note.leave()
            }}
          >
            Try another ticket
          </Button>
        </div>
      </>
    )
  return (
    <>
      <p>
        Pick a ticket, best one of your own. FlowPilot posts one internal note there and reads it back; only
        then it counts as posted. The client cannot read it, and nobody is e-mailed.
      </p>
      <TicketPicker
        chosen={chosen.value}
        onPick={(id) => {
          chosen.value = id
        }}
      />
      {chosen.value && <OnTicket key={chosen.value} ticket_id={chosen.value} note={note} />}
    </>
  )
}

function OnTicket({ ticket_id, note }: { ticket_id: string; note: NoteModel }) {
  const pod = usePod()
  const ticket = useMemo(() => createTicketModel(pod, ticket_id), [pod, ticket_id])
  useEffect(() => ticket.follow(), [ticket])
  const state = ticket.state.value
  const problem = note.problem.value
  const acts = useRef<HTMLDivElement>(null)
  useEffect(() => acts.current?.scrollIntoView({ block: 'nearest' }), [state.kind])
  if (state.kind === 'loading')
    return (
      <div class="card grid gap-3" aria-busy="true">
        <Skeleton width="60%" />
        <Skeleton width="40%" />
      </div>
    )
  if (state.kind !== 'ready')
    return (
      <p role="alert" class="flex flex-wrap items-center gap-3 text-red">
        {state.problem?.message ?? 'The ticket was not read.'}
        <Button onPress={() => ticket.load(true)}>Try again</Button>
      </p>
    )
  return (
    <>
      <TicketCardView card={state.card} withNumber />
      {problem && (
        <p role="alert" class="text-red">
          {problem.message}
        </p>
      )}
      <div ref={acts} class="flex flex-wrap items-center gap-3 scroll-mb-4">
        <Button kind="primary" busy={note.posting.value} onPress={() => note.send(ticket_id)}>
          Post the note to #{ticket_id}
        </Button>
        <span class="meta flex items-center gap-6px">
          <Icon of={Lock} size={14} /> Internal note, under your name
        </span>
      </div>
    </>
  )
}
