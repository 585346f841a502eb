import type { TicketCard } from '../../shared/contracts/tickets.ts'
import { Plain } from '../ui/Plain.tsx'

type OpenCase = NonNullable<TicketCard['open_session']>

/** What somebody who comes to an open case wants to know before joining. The title only where it says more than the ticket. */
export function WhereItStands(props: { case: OpenCase; summary: string }) {
  const { title, active_step, triage_hypothesis } = props.case
  const rows = [
    ['Case', title === props.summary ? null : title],
    ['Step', active_step],
    ['Hypothesis', triage_hypothesis],
  ] as const
  const known = rows.filter(([, text]) => text)
  if (known.length === 0) return <p class="text-muted">Nothing has been found yet.</p>
  return (
    <dl class="m-0 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      {known.map(([name, text]) => (
        <>
          <dt class="text-muted">{name}</dt>
          <Plain as="dd" text={text ?? ''} class="m-0 min-w-0" />
        </>
      ))}
    </dl>
  )
}
