import type { TicketSummary } from '../../shared/contracts/tickets.ts'
import { TicketLink } from '../frame/TopRow.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Section } from '../ui/Section.tsx'

/** Other tickets of the same client or device. */
export function RelatedTickets(props: { related: readonly TicketSummary[] }) {
  if (props.related.length === 0) return null
  return (
    <Section id="related" title="Related tickets" count={props.related.length} class="b-t b-t-solid b-line">
      <ul>
        {props.related.map((each) => (
          <li key={each.id} class="flex items-center gap-2 min-h-24px px-3 wide:px-5 wide:min-h-28px">
            <Plain cut text={each.summary} class="flex-1" />
            <span class="meta">{each.closed ? 'closed' : 'open'}</span>
            <TicketLink ticket_id={each.id} class="font-400" />
          </li>
        ))}
      </ul>
    </Section>
  )
}
