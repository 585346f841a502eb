import { useSignal } from '@preact/signals'
import { Search } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import type { TicketSummary } from '../../shared/contracts/tickets.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { priorityTone } from './priority.ts'

const debounceMs = 250

/** Search by number or words; arrows walk the list from the box, Enter picks. */
export function TicketPicker(props: { chosen: string | null; onPick: (ticketId: string) => void }) {
  const { api } = usePod()
  const typed = useSignal('')
  const found = useSignal<readonly TicketSummary[] | null>(null)
  const problem = useSignal<ApiProblem | null>(null)
  const at = useSignal(0)
  const tries = useSignal(0)
  const words = typed.value.trim().replace(/^#/, '')

  useEffect(() => {
    const abort = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const call = api.client.psa.tickets.$get({ query: { q: words } }, { init: { signal: abort.signal } })
        found.value = (await bodyOf(call)).items
        problem.value = null
        at.value = 0
      } catch (error) {
        if (abort.signal.aborted) return
        found.value = []
        problem.value = asProblem(error)
      }
    }, debounceMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [words, tries.value])

  const rows = found.value ?? []
  /** Without ConnectWise the number alone is enough to begin. */
  const typedNumber = problem.value && /^\d{1,10}$/.test(words) ? words : null
  const byKey = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const current = rows[at.value]
    if (by) {
      event.preventDefault()
      at.value = Math.min(rows.length - 1, Math.max(0, at.value + by))
    } else if (event.key === 'Enter' && (current || typedNumber)) {
      event.preventDefault()
      props.onPick(current?.id ?? typedNumber ?? '')
    }
  }
  return (
    <div class="grid gap-2">
      <div class="relative">
        <Icon of={Search} size={14} class="absolute left-10px top-8px text-muted" />
        <input
          type="text"
          role="combobox"
          autocomplete="off"
          aria-label="Search tickets by number or words"
          aria-expanded={rows.length > 0}
          aria-controls="ticket-choices"
          aria-activedescendant={rows[at.value] ? `ticket-${rows[at.value]?.id}` : undefined}
          class="input pl-30px h-30px"
          placeholder="Ticket number or words"
          value={typed.value}
          maxLength={100}
          onInput={(event) => {
            typed.value = event.currentTarget.value
          }}
          onKeyDown={byKey}
        />
      </div>
      {problem.value ? (
        <p role="alert" class="flex items-center gap-2 text-meta text-amber">
          <span class="flex-1">
            {problem.value.message} {!typedNumber && 'You can type the number of the ticket instead.'}
          </span>
          {typedNumber && (
            <Button small onPress={() => props.onPick(typedNumber)}>
              Go on with #{typedNumber}
            </Button>
          )}
          <Button small onPress={() => tries.value++}>
            Try again
          </Button>
        </p>
      ) : found.value === null ? (
        <div class="grid gap-3 py-2">
          <Skeleton width="70%" />
          <Skeleton width="55%" />
          <Skeleton width="62%" />
        </div>
      ) : rows.length === 0 ? (
        <p class="meta">{words ? `No ticket matches “${words}”.` : 'No open tickets.'}</p>
      ) : null}
      {rows.length > 0 && (
        <div
          id="ticket-choices"
          role="listbox"
          aria-label="Tickets"
          class={`overflow-y-auto ${props.chosen ? 'max-h-280px' : 'max-h-[max(280px,calc(100cqh-176px))]'} b b-solid b-line rounded-card bg-raised`}
        >
          {rows.map((row, index) => (
            <div
              key={row.id}
              id={`ticket-${row.id}`}
              role="option"
              aria-selected={row.id === props.chosen}
              tabIndex={-1}
              class={`grid grid-cols-[56px_minmax(0,1fr)_auto] gap-x-2 items-baseline px-3 py-6px cursor-pointer b-b b-b-solid b-line last:b-b-0 hover:bg-hover ${
                index === at.value ? 'bg-hover' : ''
              } ${row.id === props.chosen ? 'edge-blue' : ''}`}
              onClick={() => props.onPick(row.id)}
              onKeyDown={(event) => event.key === 'Enter' && props.onPick(row.id)}
            >
              <span class="text-muted">#{row.id}</span>
              <Plain cut text={row.summary} class="col-span-2" />
              <Plain
                cut
                text={[row.company, row.status].filter(Boolean).join(' · ')}
                class="col-start-2 meta"
              />
              {row.priority && (
                <span class={`text-meta whitespace-nowrap ${priorityTone(row.priority.level)}`}>
                  {row.priority.name}
                </span>
              )}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
