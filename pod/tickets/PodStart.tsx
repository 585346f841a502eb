import { LoaderCircle, RefreshCw, TriangleAlert } from 'lucide-preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { TicketCard } from '../../shared/contracts/tickets.ts'
import { actList } from '../acts/act-list.ts'
import { act, useActs } from '../acts/acts.ts'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TroubleView } from '../frame/lazy-trouble.ts'
import { TopRow } from '../frame/TopRow.tsx'
import { mayWork, usePod } from '../pod.ts'
import { Presence } from '../presence/presence.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Time } from '../ui/Time.tsx'
import { ReadingTicket } from './ReadingTicket.tsx'
import { RelatedTickets } from './RelatedTickets.tsx'
import { StartProblem } from './StartProblem.tsx'
import { TicketCardView } from './TicketCardView.tsx'
import { createTicketModel } from './ticket-model.ts'
import { TypedTicket } from './typed-ticket.ts'
import { useStart } from './use-start.ts'
import { WhereItStands } from './WhereItStands.tsx'
import { WordsComposer } from './WordsComposer.tsx'

const readOnly = 'Your role reads cases; an engineer starts them'

/** A ticket in view without its case: one click starts it, or joins the one that is open. */
export function PodStart(props: {
  ticket_id: string
  /** Goes straight into a case that this person handles. */
  resumesOwn: boolean
  onOpen: (sessionId: string) => void
}) {
  const pod = usePod()
  const { me, drafts } = pod
  const model = useMemo(() => createTicketModel(pod, props.ticket_id), [pod, props.ticket_id])
  const { start, busy, problem } = useStart(props.onOpen)
  useEffect(() => model.follow(), [model])

  const state = model.state.value
  const card = state.kind === 'ready' ? state.card : null
  const draft = drafts.of(`ticket-${props.ticket_id}`)
  const own = card?.open_session?.handler_id === me.value?.user.id ? card?.open_session : null
  // not under somebody's fingers: what they type here belongs to the ticket
  const resumed = own && props.resumesOwn && draft.text.value === '' ? own.id : null
  useEffect(() => {
    if (resumed) props.onOpen(resumed)
  }, [resumed])
  const why = mayWork(me.value) ? undefined : readOnly
  const words = (intake_content: string) =>
    start({ intake_type: 'combined', psa_ticket_id: props.ticket_id, intake_content })
  const stateChip =
    state.kind === 'loading' ? (
      <Chip icon={LoaderCircle} words="Reading" spinning />
    ) : state.kind === 'refused' ? (
      <Chip icon={TriangleAlert} words="No access" tone="text-red" />
    ) : undefined

  return (
    <>
      <TopRow
        ticket_id={props.ticket_id}
        ticket_url={card?.ticket.url}
        title={card?.ticket.summary ?? `Ticket #${props.ticket_id}`}
        state={stateChip}
        end={
          card && (
            <>
              {card.open_session && <Presence session_id={card.open_session.id} />}
              <IconButton
                icon={RefreshCw}
                size={14}
                label="Refresh from ConnectWise"
                onPress={() => model.load(true)}
              />
            </>
          )
        }
      />
      <OfflineBand />
      {state.kind === 'loading' && <ReadingTicket ticket_id={props.ticket_id} since={state.since} />}
      {state.kind === 'refused' && (
        <TroubleView
          trouble={{
            code: state.problem.code === 'ticket_not_found' ? 'ticket_gone' : 'no_access',
            facts: {},
          }}
          onTryAgain={() => void model.load(true)}
        />
      )}
      {state.kind === 'away' && (
        <TypedTicket
          ticket_id={props.ticket_id}
          problem={state.problem}
          onRetry={() => void model.load(true)}
          onOpen={props.onOpen}
        />
      )}
      {card && (
        <div class="flex-1 min-h-0 overflow-y-auto">
          <div class="p-3 wide:px-5 grid gap-3 max-w-720px">
            <TicketCardView card={card} />
            <StartAct card={card} busy={busy.value} why={why} onStart={start} onOpen={props.onOpen} />
            <StartProblem problem={problem.value} />
          </div>
          <RelatedTickets related={card.related} />
        </div>
      )}
      {card && !card.open_session && (
        <WordsComposer
          draft={draft}
          placeholder="Or describe the problem yourself"
          busy={busy.value}
          why={why}
          onSend={words}
        />
      )}
      {state.kind === 'loading' && (
        <WordsComposer
          draft={draft}
          placeholder="You can start writing"
          busy={false}
          onSend={words}
          action={<Button onPress={model.stop}>Stop reading</Button>}
        />
      )}
    </>
  )
}

function StartAct(props: {
  card: TicketCard
  busy: boolean
  why: string | undefined
  onStart: ReturnType<typeof useStart>['start']
  onOpen: (sessionId: string) => void
}) {
  const { me } = usePod()
  const { ticket, open_session } = props.card
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // only when the engineer is already in the frame: never take the keyboard from the ticket screen
    if (document.hasFocus() && document.activeElement === document.body)
      button.current?.focus({ preventScroll: true })
  }, [])
  const begin = () => {
    if (open_session) props.onOpen(open_session.id)
    else void props.onStart({ intake_type: 'psa_ticket', psa_ticket_id: ticket.id })
  }
  useActs('page', () => [
    act('start', {
      ...(open_session ? { label: 'Open the case on this ticket' } : {}),
      why: () => (props.busy ? 'The case is being started.' : open_session ? null : (props.why ?? null)),
      run: begin,
    }),
  ])
  if (open_session) {
    const mine = open_session.handler_id === me.value?.user.id
    return (
      <>
        <p class="text-muted">
          {mine ? 'Your case' : `${open_session.handler_name}’s case`} on this ticket is open. Last act{' '}
          <Time at={open_session.last_act_at} />.
        </p>
        <WhereItStands case={open_session} summary={ticket.summary} />
        <div>
          <Button kind="primary" keys={actList.start.keys[0]} buttonRef={button} onPress={begin}>
            {mine ? 'Resume case' : `Join ${open_session.handler_name}’s case`}
          </Button>
        </div>
      </>
    )
  }
  return (
    <>
      <p class="text-muted low:hidden">
        No case on this ticket yet. FlowPilot reads its notes and leads the diagnosis; nothing is written to
        ConnectWise until you post.
      </p>
      <div>
        <Button
          kind="primary"
          keys={actList.start.keys[0]}
          busy={props.busy}
          why={props.why}
          buttonRef={button}
          onPress={begin}
        >
          Start case with ticket #{ticket.id}
        </Button>
      </div>
    </>
  )
}

function Chip(props: { icon: typeof LoaderCircle; words: string; tone?: string; spinning?: boolean }) {
  return (
    <span class="flex items-center gap-6px meta whitespace-nowrap" role="status">
      <Icon of={props.icon} size={14} class={`${props.tone ?? ''} ${props.spinning ? 'spin' : ''}`} />
      {props.words}
    </span>
  )
}
