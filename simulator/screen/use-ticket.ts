import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { TicketScreenData } from '../screen-views.ts'
import { getRevision, getTicket, type TicketChanges } from './api.ts'

const lookMs = 1_000
const freshMs = 8_000

export type Draft = TicketChanges

function draftOf({ ticket }: TicketScreenData): Draft {
  return { summary: ticket.summary, status_id: ticket.status_id, priority_id: ticket.priority_id }
}

export function isChanged(data: TicketScreenData, draft: Draft): boolean {
  const saved = draftOf(data)
  return (
    saved.summary !== draft.summary ||
    saved.status_id !== draft.status_id ||
    saved.priority_id !== draft.priority_id
  )
}

/** The ticket on the screen: loaded, followed once a second, with what was typed into its fields kept apart. */
export function useTicket(id: number) {
  const [data, setData] = useState<TicketScreenData>()
  const [draft, setDraft] = useState<Draft>()
  const [trouble, setTrouble] = useState('')
  const [freshKeys, setFreshKeys] = useState<ReadonlySet<string>>(new Set())
  const current = useRef<{ data: TicketScreenData | undefined; draft: Draft | undefined }>({
    data: undefined,
    draft: undefined,
  })
  current.current = { data, draft }

  const take = useCallback((next: TicketScreenData, keepDraft: boolean) => {
    const before = current.current.data
    if (before?.ticket.id === next.ticket.id) {
      const known = new Set(before.notes.map((note) => note.key))
      const added = next.notes.filter((note) => !known.has(note.key)).map((note) => note.key)
      if (added.length > 0) {
        setFreshKeys((keys) => new Set([...keys, ...added]))
        setTimeout(
          () => setFreshKeys((keys) => new Set([...keys].filter((key) => !added.includes(key)))),
          freshMs,
        )
      }
    }
    const typed = current.current.draft
    const keeps =
      keepDraft && before?.ticket.id === next.ticket.id && typed !== undefined && isChanged(before, typed)
    setData(next)
    if (!keeps) setDraft(draftOf(next))
    setTrouble('')
  }, [])

  const reload = useCallback(
    (keepDraft: boolean) =>
      getTicket(id).then(
        (next) => take(next, keepDraft),
        (error: Error) => {
          setTrouble(error.message)
        },
      ),
    [id, take],
  )

  useEffect(() => {
    setData(undefined)
    setDraft(undefined)
    setFreshKeys(new Set())
    void reload(false)
  }, [reload])

  useEffect(() => {
    let isBusy = false
    const timer = setInterval(() => {
      const shown = current.current.data
      if (isBusy || shown?.ticket.id !== id) return
      isBusy = true
      getRevision(id)
        .then(({ revision }) => (revision === shown.ticket.revision ? undefined : reload(true)))
        .catch(() => undefined)
        .finally(() => {
          isBusy = false
        })
    }, lookMs)
    return () => clearInterval(timer)
  }, [id, reload])

  return { data, draft, setDraft, trouble, freshKeys, reload, take }
}
