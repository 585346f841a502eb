import { useSignal } from '@preact/signals'
import { Search } from 'lucide-preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { FoundTicket } from '../../shared/contracts/tickets.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { isComposing } from '../ui/is-composing.ts'
import { Listbox, optionId, stepIn } from '../ui/Listbox.tsx'
import { Segment } from '../ui/Segment.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { FoundRow } from './FoundRow.tsx'

const debounceMs = 250

type Found = { words: string; rows: readonly FoundTicket[]; remark: string | null }

/** What is found by the words, a moment after they were typed. */
function useFound(words: string, isMine: boolean) {
  const { api } = usePod()
  const found = useSignal<Found | null>(null)
  const problem = useSignal<ApiProblem | null>(null)
  const tries = useSignal(0)
  useEffect(() => {
    const abort = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const query = { q: words, ...(isMine ? { mine: 'true' as const } : {}) }
        const call = api.client.psa.tickets.$get({ query }, { init: { signal: abort.signal } })
        const { items, remark } = await bodyOf(call)
        found.value = { words, rows: items, remark }
        problem.value = null
      } catch (error) {
        if (abort.signal.aborted) return
        found.value = { words, rows: [], remark: null }
        problem.value = asProblem(error)
      }
    }, debounceMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [words, isMine, tries.value, api])
  return { found: found.value, problem: problem.value, again: () => tries.value++ }
}

/** Search by number or words; arrows walk the list from the box, Enter picks. */
export function TicketPicker(props: { chosen: string | null; onPick: (ticketId: string) => void }) {
  const typed = useSignal('')
  const isMine = useSignal(false)
  const at = useSignal(0)
  /** Enter came before the answer to these words. */
  const wanted = useRef<string | null>(null)
  const list = useId()
  const words = typed.value.trim().replace(/^#/, '')
  const { found, problem, again } = useFound(words, isMine.value)
  useEffect(() => {
    at.value = 0
    const first = found?.rows[0]
    if (first && wanted.current === found.words) props.onPick(first.id)
    if (found) wanted.current = null
  }, [found])

  const rows = found?.rows ?? []
  /** Without ConnectWise the number alone is enough to begin. */
  const typedNumber = problem && /^\d{1,10}$/.test(words) ? words : null
  const current = rows[at.value]
  const byKey = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    const to = stepIn(event.key, at.value, rows.length)
    if (to !== null) at.value = to
    else if (event.key !== 'Enter') return
    else if (found?.words !== words) wanted.current = words
    else if (current || typedNumber) props.onPick(current?.id ?? typedNumber ?? '')
    event.preventDefault()
  }
  return (
    <div class="grid gap-2">
      <div class="flex gap-2">
        <div class="relative flex-1 min-w-0">
          <Icon of={Search} size={14} class="absolute left-10px top-8px text-muted" />
          <input
            type="text"
            role="combobox"
            autocomplete="off"
            aria-label="Search tickets by number or words"
            aria-autocomplete="list"
            aria-expanded={rows.length > 0}
            aria-controls={list}
            aria-activedescendant={current ? optionId(list, current.id) : undefined}
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
        <Segment
          label="Whose tickets"
          class="h-30px w-136px"
          value={isMine.value ? 'mine' : 'all'}
          options={[
            { value: 'all', label: 'All' },
            { value: 'mine', label: 'Mine' },
          ]}
          onChange={(next) => {
            isMine.value = next === 'mine'
          }}
        />
      </div>
      {problem ? (
        <p role="alert" class="flex items-center gap-2 text-meta text-amber">
          <span class="flex-1">
            {problem.message} {!typedNumber && 'You can type the number of the ticket instead.'}
          </span>
          {typedNumber && (
            <Button small onPress={() => props.onPick(typedNumber)}>
              Go on with #{typedNumber}
            </Button>
          )}
          <Button small onPress={again}>
            Try again
          </Button>
        </p>
      ) : found === null ? (
        <div class="grid gap-3 py-2">
          <Skeleton width="70%" />
          <Skeleton width="55%" />
          <Skeleton width="62%" />
        </div>
      ) : rows.length === 0 ? (
        <p class="meta">{found.remark ?? (words ? `No ticket matches “${words}”.` : 'No open tickets.')}</p>
      ) : null}
      {rows.length > 0 && (
        <Listbox
          id={list}
          label="Tickets"
          class={`overflow-y-auto p-1 ${props.chosen ? 'max-h-280px' : 'max-h-[max(280px,calc(100cqh-176px))]'} b b-solid b-line rounded-card bg-raised`}
          rows={rows.map((row) => ({
            id: row.id,
            show: <FoundRow ticket={row} chosen={row.id === props.chosen} />,
          }))}
          at={at.value}
          onPoint={(index) => {
            at.value = index
          }}
          onPick={(index) => rows[index] && props.onPick(rows[index].id)}
        />
      )}
    </div>
  )
}
