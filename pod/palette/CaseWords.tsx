import { ChevronRight } from 'lucide-preact'
import type { Session } from '../../shared/contracts/sessions.ts'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'

/** A case in one line: ticket, title, and its state where that is another than active. */
export function CaseWords({ case: each }: { case: Session }) {
  return (
    <div class="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-10px items-center">
      <Icon of={ChevronRight} size={14} class="text-muted" />
      <span class="cut">
        {each.psa_ticket_id && <span class="text-muted">#{each.psa_ticket_id} </span>}
        <Plain text={each.title} />
      </span>
      <span class="meta">{each.status === 'active' ? '' : each.status}</span>
    </div>
  )
}
