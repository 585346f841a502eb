import { Check, Circle } from 'lucide-preact'
import type { TicketSummary } from '../../shared/contracts/tickets.ts'
import { TicketLink } from '../frame/TopRow.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Section } from '../ui/Section.tsx'

/** Other tickets of the same client or device. */
export function RelatedTickets(props: { related: readonly TicketSummary[] }) {
  if (props.related.length === 0) return null
  return (
    <Section id="related" title="Related tickets" count={props.related.length} class="b-t b-t-solid b-line">
      <ul>
        {props.related.map((each) => (
          <li key={each.id} class="row-li">
            <Icon of={each.closed ? Check : Circle} class={each.closed ? 'text-green' : 'text-muted'} />
            <Plain cut text={each.summary}>
              <span class="sr-only">{each.closed ? ' (closed)' : ' (open)'}</span>
            </Plain>
            <TicketLink ticket_id={each.id} class="font-400" />
          </li>
        ))}
      </ul>
    </Section>
  )
}
