import type { ComponentChildren } from 'preact'
import type { TicketScreenData } from '../screen-views.ts'
import { ageOf, dateTime } from './time-words.ts'
import type { Draft } from './use-ticket.ts'

function Field({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class="field">
      <span class="field-label">{label}</span>
      {children}
    </label>
  )
}

function ReadOnly({ label, value, name }: { label: string; value: string; name?: string }) {
  return (
    <Field label={label}>
      <input class={name} readOnly value={value} dir="auto" />
    </Field>
  )
}

interface ChoiceProps {
  label: string
  name: string
  value: number
  options: { id: number; name: string }[]
  onChange: (id: number) => void
}

/** As in the product, the field is an input that shows the name; the list opens from it. */
function Choice({ label, name, value, options, onChange }: ChoiceProps) {
  const shown = options.find((option) => option.id === value)?.name ?? ''
  return (
    <Field label={label}>
      <span class="combo">
        <input class={name} readOnly tabIndex={-1} aria-hidden="true" value={shown} />
        <select value={value} onChange={(event) => onChange(Number(event.currentTarget.value))}>
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.name}
            </option>
          ))}
        </select>
      </span>
    </Field>
  )
}

function Configurations({ rows }: { rows: TicketScreenData['configurations'] }) {
  return (
    <section class="pod">
      <h2>Configurations</h2>
      {rows.length === 0 && <p class="muted pod-empty">None</p>}
      {rows.map((row) => (
        <div key={row.id} class="configuration">
          <strong>{row.name}</strong>{' '}
          <span class="muted">{[row.type, row.detail].filter(Boolean).join(' · ')}</span>
        </div>
      ))}
    </section>
  )
}

interface TicketFieldsProps {
  data: TicketScreenData
  draft: Draft
  setDraft: (draft: Draft) => void
}

export function TicketFields({ data, draft, setDraft }: TicketFieldsProps) {
  const { ticket, statuses, priorities, configurations } = data
  return (
    <>
      <section class="pod">
        <Field label="Summary">
          <input
            class="cw_PsaSummaryHeader"
            maxLength={100}
            dir="auto"
            value={draft.summary}
            onInput={(event) => setDraft({ ...draft, summary: event.currentTarget.value })}
          />
        </Field>
        <div class="muted age">
          <span>Age: {ageOf(ticket.entered_at)}</span>
          <span>Entered {dateTime(ticket.entered_at)}</span>
          <span>Updated {dateTime(ticket.updated_at)}</span>
        </div>
      </section>
      <div class="pod-columns">
        <section class="pod">
          <h2>Company</h2>
          <ReadOnly label="Company" name="cw_company" value={ticket.company} />
          <ReadOnly label="Contact" name="cw_contact" value={ticket.contact} />
          <ReadOnly label="Email" name="cw_emailAddress" value={ticket.email} />
          <ReadOnly label="Phone" value={ticket.phone} />
          <ReadOnly
            label="Mails to"
            value={[ticket.mails_contact ? 'Contact' : '', ticket.cc].filter(Boolean).join('; ') || 'Nobody'}
          />
        </section>
        <section class="pod">
          <h2 class="pod_service_ticket_ticket_header">Ticket # {ticket.id}</h2>
          <ReadOnly label="Board" name="cw_serviceBoard" value={ticket.board} />
          <Choice
            label="Status"
            name="cw_status"
            value={draft.status_id}
            options={statuses}
            onChange={(status_id) => setDraft({ ...draft, status_id })}
          />
          <Choice
            label="Priority"
            name="cw_priority"
            value={draft.priority_id}
            options={priorities}
            onChange={(priority_id) => setDraft({ ...draft, priority_id })}
          />
          <ReadOnly
            label="Type"
            name="cw_type"
            value={[ticket.type, ticket.sub_type].filter(Boolean).join(' / ')}
          />
          <ReadOnly
            label="Owner"
            value={[ticket.owner, ticket.resources !== ticket.owner ? `(${ticket.resources})` : '']
              .join(' ')
              .trim()}
          />
        </section>
      </div>
      <Configurations rows={configurations} />
    </>
  )
}
