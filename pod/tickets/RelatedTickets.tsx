import type { RelatedTicket } from '../../shared/contracts/tickets.ts'
import { TicketLink } from '../frame/TopRow.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Section } from '../ui/Section.tsx'

/** Open tickets of the same client on the same board. */
export function RelatedTickets(props: { related: readonly RelatedTicket[] }) {
  if (props.related.length === 0) return null
  return (
    <Section id="related" title="Related tickets" count={props.related.length} class="b-t b-t-solid b-line">
      <ul>
        {props.related.map(({ id, summary, status, url }) => (
          <li key={id} class="flex items-center gap-2 min-h-24px px-3 wide:px-5 wide:min-h-28px">
            <Plain cut text={summary} class="flex-1" />
            <Plain text={status ?? ''} class="meta" />
            <TicketLink ticket_id={id} url={url} class="font-400" />
          </li>
        ))}
      </ul>
    </Section>
  )
}
