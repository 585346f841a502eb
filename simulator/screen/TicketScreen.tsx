import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { TicketScreenData } from '../screen-views.ts'
import { getAuthentication, saveTicket } from './api.ts'
import type { HostedPod, HostScreen } from './hosted-api.ts'
import { Notes } from './Notes.tsx'
import { PodArea } from './PodArea.tsx'
import { addressOf, type Route } from './route.ts'
import { TicketFields } from './TicketFields.tsx'
import { TicketToolbar } from './TicketToolbar.tsx'
import { type Draft, isChanged, useTicket } from './use-ticket.ts'

interface TicketScreenProps {
  id: number
  open: (route: Route) => void
  setDirty: (dirty: boolean) => void
}

const refreshQuestion = 'This screen has changes that are not saved. Refresh and lose them?'

interface SaveOutcome {
  data?: TicketScreenData
  messages: string[]
}

/** Pods may refuse in words; one that says nothing is not waited for beyond its two seconds. */
async function saveWithPods(id: number, draft: Draft, pods: HostedPod[]): Promise<SaveOutcome> {
  const answers = await Promise.all(pods.map((pod) => pod.beforeSave()))
  const errors = answers.flatMap((answer) => (answer.kind === 'refused' ? answer.errors : []))
  if (answers.some((answer) => answer.kind === 'refused')) {
    return { messages: errors.length > 0 ? errors : ['A pod refused to save.'] }
  }
  const isSilent = answers.some((answer) => answer.kind === 'silent')
  try {
    const data = await saveTicket(id, draft)
    return {
      data,
      messages: [
        isSilent ? 'Saved. A pod did not answer within 2 seconds and was not waited for.' : 'Saved.',
      ],
    }
  } catch (error) {
    return { messages: [error instanceof Error ? error.message : 'Not saved.'] }
  }
}

function Messages({ texts }: { texts: string[] }) {
  const shown = texts.filter(Boolean)
  if (shown.length === 0) return null
  return (
    <div class="message-area" role="status">
      {shown.map((text) => (
        <div key={text}>{text}</div>
      ))}
    </div>
  )
}

export function TicketScreen({ id, open, setDirty }: TicketScreenProps) {
  const { data, draft, setDraft, trouble, freshKeys, reload, take } = useTicket(id)
  const [isPodDirty, setPodDirty] = useState(false)
  const [messages, setMessages] = useState<string[]>([])
  const [isSaving, setIsSaving] = useState(false)
  const pods = useRef<HostedPod[]>([])

  const isDirty = isPodDirty || (data !== undefined && draft !== undefined && isChanged(data, draft))
  useEffect(() => setDirty(isDirty), [isDirty, setDirty])

  // The frames stay while the ticket changes: pods hear of it through onLoad alone.
  useEffect(() => {
    setMessages([])
    setPodDirty(false)
    for (const pod of pods.current) pod.fireOnLoad()
  }, [id])

  const refresh = useCallback(() => {
    if (isDirty && !confirm(refreshQuestion)) return
    setPodDirty(false)
    void reload(false).then(() => {
      for (const pod of pods.current) pod.fireOnLoad()
    })
  }, [isDirty, reload])

  const host: HostScreen = {
    ticketId: () => id,
    refresh,
    setDirty: setPodDirty,
    authentication: getAuthentication,
    openScreen(name, recordId, newTab) {
      if (name !== 'ticket' || !Number.isInteger(recordId))
        setMessages(['Company screens are not part of the simulator.'])
      else if (newTab) window.open(addressOf({ screen: 'ticket', id: recordId }), '_blank', 'noopener')
      else open({ screen: 'ticket', id: recordId })
    },
  }
  const screen = useRef(host)
  screen.current = host

  const save = async () => {
    if (!draft) return
    setIsSaving(true)
    const outcome = await saveWithPods(id, draft, pods.current)
    if (outcome.data) {
      take(outcome.data, false)
      setPodDirty(false)
    }
    setMessages(outcome.messages)
    setIsSaving(false)
  }

  return (
    <div class="ticket-screen">
      <TicketToolbar
        id={id}
        data={data}
        isDirty={isDirty}
        isSaving={isSaving}
        save={save}
        refresh={refresh}
        open={open}
      />
      <Messages texts={[trouble, ...messages]} />
      <PodArea pods={pods} screen={screen} ticketId={id}>
        {data && draft && (
          <>
            <TicketFields data={data} draft={draft} setDraft={setDraft} />
            <Notes key={id} data={data} freshKeys={freshKeys} take={(next) => take(next, true)} />
          </>
        )}
      </PodArea>
    </div>
  )
}
