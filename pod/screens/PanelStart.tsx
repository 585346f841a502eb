import type { ListedSession } from '../../shared/contracts/session-lists.ts'
import { inboxOf } from '../inbox.ts'
import { usePod } from '../pod.ts'
import { LastWords } from '../sessions/LastWords.tsx'
import { NewCase } from '../tickets/NewCase.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Section } from '../ui/Section.tsx'
import { Needed } from './lazy-needs.ts'

const openStates = new Set(['active', 'paused', 'escalated'])

/** A tab without a ticket: where I am needed, my open cases, and the ways to begin one. */
export function PanelStart(props: { onOpen: (sessionId: string) => void }) {
  const before = (
    <>
      <Needed />
      <MyCases onOpen={props.onOpen} />
    </>
  )
  return <NewCase onOpen={props.onOpen} before={before} />
}

function MyCases(props: { onOpen: (sessionId: string) => void }) {
  const open = inboxOf(usePod()).mine.value?.filter(({ status }) => openStates.has(status)) ?? []
  if (open.length === 0) return null
  return (
    <Section id="my-cases" title="My open cases" count={`${open.length}`} foldable>
      <ul>
        {open.map((each) => (
          <CaseRow key={each.id} case={each} onOpen={props.onOpen} />
        ))}
      </ul>
    </Section>
  )
}

function CaseRow({ case: each, onOpen }: { case: ListedSession; onOpen: (sessionId: string) => void }) {
  const about = [each.psa_ticket_id && `#${each.psa_ticket_id}`, each.client_name].filter(Boolean).join(' ')
  const isMyTurn = each.status === 'active' && each.turn === 'yours'
  return (
    <li>
      <button
        type="button"
        class="w-full grid grid-cols-[minmax(0,1fr)_auto] gap-x-2 px-3 py-4px text-left cursor-pointer hover:bg-hover"
        onClick={() => onOpen(each.id)}
      >
        <Plain cut text={each.title} class="col-span-2 font-500" />
        <Plain cut text={about || 'No ticket'} class="meta" />
        <span class={`text-meta ${isMyTurn ? 'text-amber' : 'text-muted'}`}>
          {isMyTurn ? 'your turn' : each.status === 'active' ? '' : each.status}
        </span>
        <LastWords case={each} />
      </button>
    </li>
  )
}
