import { useSignal } from '@preact/signals'
import { Eye, Unplug } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import { mayWork, usePod, useQuery } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { lazily } from '../ui/lazily.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Segment } from '../ui/Segment.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { ticketQuery } from './ticket-query.ts'

const TicketPicker = lazily(() => import('./TicketPicker.tsx').then((module) => module.TicketPicker))
const ChosenTicket = lazily(() => import('./ChosenTicket.tsx').then((module) => module.ChosenTicket))
const WordsIntake = lazily(() => import('./WordsIntake.tsx').then((module) => module.WordsIntake))

/** The way in where no ticket is in view: from a ticket, or in own words. `before` stands above it. */
export function NewCase(props: { onOpen: (sessionId: string) => void; before?: ComponentChildren }) {
  const { me, go } = usePod()
  const connected = me.value?.psa.connected ?? false
  const way = useSignal<'ticket' | 'words' | null>(null)
  const [{ ticket }] = useQuery(ticketQuery)
  const chosen = useSignal(ticket ?? null)
  const current = way.value ?? (connected ? 'ticket' : 'words')
  if (me.value && !mayWork(me.value)) return <ReadersOnly before={props.before} />
  const isAdmin = me.value?.role === 'admin' || me.value?.role === 'owner'
  return (
    <>
      <TopRow title="New Case" />
      <OfflineBand />
      <div class="flex-1 min-h-0 overflow-y-auto">
        {props.before}
        <div class={`p-3 wide:p-5 grid gap-4 ${current === 'ticket' ? 'max-w-1040px' : 'max-w-680px'}`}>
          {me.value && !connected && (
            <Notice
              card
              icon={Unplug}
              tone="muted"
              title={<strong class="font-600">No PSA is connected</strong>}
              next={
                isAdmin
                  ? 'Connect ConnectWise to read tickets and post notes.'
                  : 'An admin can connect ConnectWise. Meanwhile describe the problem in own words.'
              }
              action={
                isAdmin && <Button onPress={() => go({ screen: 'connect' })}>Connect ConnectWise</Button>
              }
            />
          )}
          <Segment
            label="How to begin"
            class="max-w-640px"
            value={current}
            options={[
              { value: 'ticket', label: 'From a ticket' },
              { value: 'words', label: 'In your own words' },
            ]}
            onChange={(next) => {
              way.value = next
            }}
          />
          {current === 'words' && <WordsIntake meanwhile={<Skeleton width="70%" />} onOpen={props.onOpen} />}
          {current === 'ticket' && connected && (
            <>
              <TicketPicker
                meanwhile={<Skeleton width="70%" />}
                chosen={chosen.value}
                onPick={(ticketId) => {
                  chosen.value = ticketId
                }}
              />
              {chosen.value && (
                <ChosenTicket
                  key={chosen.value}
                  ticket_id={chosen.value}
                  resumesOwn={chosen.value === ticket}
                  onOpen={props.onOpen}
                />
              )}
            </>
          )}
        </div>
      </div>
    </>
  )
}

function ReadersOnly(props: { before?: ComponentChildren }) {
  return (
    <>
      <TopRow title="New Case" />
      <OfflineBand />
      {props.before}
      <div class="p-3 wide:p-5 max-w-680px">
        <Notice
          card
          icon={Eye}
          tone="muted"
          title={<strong class="font-600">Viewers can't start cases</strong>}
          next="You can read the team's cases at the left. An engineer starts a new one."
        />
      </div>
    </>
  )
}
