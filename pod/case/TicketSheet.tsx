import { useSignal } from '@preact/signals'
import { RefreshCw, Ticket } from 'lucide-preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { TicketCard } from '../../shared/contracts/tickets.ts'
import { TicketLink } from '../frame/TopRow.tsx'
import type { Host } from '../host.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { RelatedTickets } from '../tickets/RelatedTickets.tsx'
import { StartProblem } from '../tickets/StartProblem.tsx'
import { TicketCardView } from '../tickets/TicketCardView.tsx'
import { TicketPicker } from '../tickets/TicketPicker.tsx'
import { createTicketModel, type TicketModel } from '../tickets/ticket-model.ts'
import { Button } from '../ui/Button.tsx'
import { Plain } from '../ui/Plain.tsx'
import { AskFirst } from '../ui/Question.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import { Sheet, type SheetProps } from './Sheet.tsx'

/** The ticket of the case as it was last read, with what can be done about it; the way to one where there is none. */
export function TicketSheet({ session, turn, onClose }: SheetProps) {
  const detail = session.detail.value
  const isChoosing = useSignal(false)
  const busy = useSignal(false)
  const problem = useSignal<ApiProblem | null>(null)
  if (!detail) return null
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    if (busy.value) return
    busy.value = true
    problem.value = null
    try {
      await act()
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      busy.value = false
    }
  }
  const link = (ticketId: string | null) =>
    attempt(async () => {
      session.read(await session.calls.linkTicket(ticketId))
      isChoosing.value = false
      // it says at once what it has read
      if (session.detail.peek()?.psa_context_status === 'loaded') void turn.again()
    })
  const ticketId = detail.psa_ticket_id
  const mayLink = detail.may.includes('link_ticket')
  const isPicking = mayLink && (ticketId === null || isChoosing.value)
  return (
    <Sheet
      title={ticketId ? 'Ticket' : 'Link a ticket'}
      icon={Ticket}
      about={ticketId && <TicketLink ticket_id={ticketId} url={detail.ticket?.url ?? undefined} />}
      onEscape={() => {
        const wasChoosing = isChoosing.value
        isChoosing.value = false
        return wasChoosing
      }}
      onClose={onClose}
    >
      <div class="flex-1 min-h-0 overflow-y-auto">
        {isPicking ? (
          <Picking ticket_id={ticketId} session_id={detail.id} busy={busy.value} onLink={link} />
        ) : (
          ticketId && <Linked key={ticketId} detail={detail} ticket_id={ticketId} />
        )}
        <div class="px-3 wide:px-5">
          <StartProblem problem={problem.value} />
          <OtherCase problem={problem.value} />
        </div>
      </div>
      {ticketId && detail.may.includes('work') && (
        <footer class="flex-none flex flex-wrap items-center gap-2 px-3 py-2 wide:px-5 bg-raised b-t b-t-solid b-line">
          {isChoosing.value ? (
            <Button
              kind="quiet"
              onPress={() => {
                isChoosing.value = false
              }}
            >
              Keep #{ticketId}
            </Button>
          ) : (
            <>
              <Button
                icon={RefreshCw}
                label="Refresh from ConnectWise"
                busy={busy.value}
                onPress={() => attempt(session.refreshTicket)}
              >
                Refresh
              </Button>
              {mayLink && (
                <>
                  <Button
                    kind="quiet"
                    onPress={() => {
                      isChoosing.value = true
                    }}
                  >
                    Another ticket
                  </Button>
                  <AskFirst
                    quiet
                    opens="Unlink"
                    says="The case stays, without a ticket to post to."
                    act="Unlink"
                    of={`#${ticketId}`}
                    busy={busy.value}
                    onAct={() => link(null)}
                  />
                </>
              )}
            </>
          )}
        </footer>
      )}
    </Sheet>
  )
}

/** As it was last read; the number alone where that never was. */
function Linked(props: { detail: SessionDetail; ticket_id: string }) {
  const { detail, ticket_id } = props
  const { host } = usePod()
  const model = useTicket(ticket_id, detail.psa_context_status === 'loaded')
  if (!model)
    return (
      <p class="p-3 wide:px-5 text-muted">
        <strong class="text-text">#{ticket_id}</strong> was not read yet.
      </p>
    )
  const state = model.state.value
  if (state.kind === 'loading') return <Reading />
  if (state.kind !== 'ready')
    return (
      <p class="p-3 wide:px-5 text-muted">{state.problem?.message ?? `#${ticket_id} could not be read.`}</p>
    )
  return (
    <>
      <div class="p-3 wide:px-5 grid gap-2">
        <TicketCardView card={state.card} />
        <p class="meta">
          Read from ConnectWise at <Time at={state.card.fetched_at} as="clock" />
        </p>
      </div>
      <RelatedTickets related={state.card.related} />
      {saysNoneRelated(state.card, host.kind) && (
        <p class="px-3 wide:px-5 meta">
          <Plain text={state.card.ticket.company?.name ?? 'This client'} /> has no other open ticket on this
          board.
        </p>
      )}
    </>
  )
}

/** A pod is not told of other tickets; what could not be read is said on the card. */
function saysNoneRelated({ related, missing }: TicketCard, host: Host['kind']): boolean {
  return host !== 'pod' && related.length === 0 && !missing.some(({ part }) => part === 'related')
}

function useTicket(ticketId: string, isRead: boolean): TicketModel | null {
  const pod = usePod()
  const model = useMemo(() => (isRead ? createTicketModel(pod, ticketId) : null), [pod, ticketId, isRead])
  useEffect(() => model?.follow(), [model])
  return model
}

/** Search, then the ticket as it would be linked. */
function Picking(props: {
  ticket_id: string | null
  session_id: string
  busy: boolean
  onLink: (ticketId: string) => void
}) {
  const chosen = useSignal<string | null>(null)
  return (
    <div class="p-3 wide:px-5 grid gap-3">
      <TicketPicker
        chosen={chosen.value}
        onPick={(id) => {
          chosen.value = id
        }}
      />
      {chosen.value && <Chosen key={chosen.value} {...props} chosen={chosen.value} />}
    </div>
  )
}

function Chosen(props: { chosen: string; session_id: string; busy: boolean; onLink: (id: string) => void }) {
  const { chosen } = props
  const { go } = usePod()
  const state = useTicket(chosen, true)?.state.value
  if (!state || state.kind === 'loading') return <Reading />
  if (state.kind === 'refused')
    return (
      <p role="alert" class="text-red">
        {state.problem.message}
      </p>
    )
  const card = state.kind === 'ready' ? state.card : null
  const other = card?.open_session
  return (
    <>
      {card && <TicketCardView card={card} withNumber />}
      {!card && <p class="text-amber">ConnectWise cannot be reached: the rest is read later.</p>}
      <div>
        {other && other.id !== props.session_id ? (
          <Button kind="primary" onPress={() => go({ screen: 'case', session_id: other.id })}>
            Open {other.handler_name}’s case
          </Button>
        ) : (
          <Button kind="primary" busy={props.busy} onPress={() => props.onLink(chosen)}>
            Link ticket #{chosen}
          </Button>
        )}
      </div>
    </>
  )
}

/** The case that has the ticket already. */
function OtherCase({ problem }: { problem: ApiProblem | null }) {
  const { go } = usePod()
  const session_id = problem?.code === 'case_already_open' ? problem.extra.session_id : null
  if (typeof session_id !== 'string') return null
  return (
    <Button class="mt-2" onPress={() => go({ screen: 'case', session_id })}>
      Open that case
    </Button>
  )
}

function Reading() {
  return (
    <div class="p-3 wide:px-5 grid gap-3" aria-busy="true">
      <Skeleton width="60%" />
      <Skeleton width="40%" />
      <Skeleton width="50%" />
    </div>
  )
}
