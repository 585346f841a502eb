import type { TicketScreenData } from '../screen-views.ts'
import type { Route } from './route.ts'

interface ToolbarProps {
  id: number
  data: TicketScreenData | undefined
  isDirty: boolean
  isSaving: boolean
  save: () => Promise<void>
  refresh: () => void
  open: (route: Route) => void
}

export function TicketToolbar({ id, data, isDirty, isSaving, save, refresh, open }: ToolbarProps) {
  const step = (to: number | null | undefined) => {
    if (to) open({ screen: 'ticket', id: to })
  }
  return (
    <>
      <div class="cw_BannerView">
        <span class="detailLabel" dir="auto">
          Service Ticket #{id}
          {data ? ` - ${data.ticket.summary}` : ''}
        </span>
        {isDirty && <span class="dirty-mark">● Not saved</span>}
      </div>
      <div class="toolbar">
        <button type="button" onClick={() => open({ screen: 'board' })}>
          ‹ Board
        </button>
        <button
          type="button"
          aria-label="Previous ticket"
          disabled={!data?.previous_id}
          onClick={() => step(data?.previous_id)}
        >
          ◀
        </button>
        <button
          type="button"
          aria-label="Next ticket"
          disabled={!data?.next_id}
          onClick={() => step(data?.next_id)}
        >
          ▶
        </button>
        <span class="divider" />
        <button type="button" class="is-main" disabled={!data || isSaving} onClick={() => void save()}>
          {isSaving ? 'Saving…' : 'Save'}
        </button>
        <button type="button" onClick={refresh}>
          Refresh
        </button>
      </div>
    </>
  )
}
