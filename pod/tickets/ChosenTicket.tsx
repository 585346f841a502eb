import { useEffect, useMemo } from 'preact/hooks'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { FullRemark } from '../ui/FullRemark.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Textarea } from '../ui/Textarea.tsx'
import { StartProblem } from './StartProblem.tsx'
import { TicketCardView } from './TicketCardView.tsx'
import { createTicketModel } from './ticket-model.ts'
import { TypedTicket } from './typed-ticket.ts'
import { useStart } from './use-start.ts'

const mostCharacters = 100_000

/** The picked ticket as a card, a line of own words if wanted, and the one button. */
export function ChosenTicket(props: {
  ticket_id: string
  /** Somebody came here for this ticket: their own open case on it is what they came for. */
  resumesOwn?: boolean
  onOpen: (sessionId: string) => void
}) {
  const pod = usePod()
  const { drafts } = pod
  const model = useMemo(() => createTicketModel(pod, props.ticket_id), [pod, props.ticket_id])
  useEffect(() => model.follow(), [model])
  const { start, busy, problem } = useStart(props.onOpen)
  const draft = drafts.of(`ticket-${props.ticket_id}`)
  const state = model.state.value
  const open = state.kind === 'ready' ? state.card.open_session : null
  const own = props.resumesOwn && open?.handler_id === pod.me.value?.user.id ? open : null
  useEffect(() => {
    // the way back leads past this address: it would only open the case again
    if (own) pod.host.goTo(pod.router.pathOf({ screen: 'case', session_id: own.id }), { replace: true })
  }, [own?.id])
  if (state.kind === 'loading')
    return (
      <div class="card grid gap-3" aria-busy="true">
        <Skeleton width="60%" />
        <Skeleton width="40%" />
        <Skeleton width="50%" />
      </div>
    )
  if (state.kind === 'refused')
    return (
      <p role="alert" class="text-red">
        {state.problem.message}
      </p>
    )
  if (state.kind === 'away')
    return (
      <TypedTicket
        ticket_id={props.ticket_id}
        problem={state.problem}
        onRetry={() => void model.load(true)}
        onOpen={props.onOpen}
      />
    )
  const words = draft.text.value.trim()
  const begin = async () => {
    const ticket = { psa_ticket_id: props.ticket_id }
    const started = await start(
      words
        ? { intake_type: 'combined', ...ticket, intake_content: words }
        : { intake_type: 'psa_ticket', ...ticket },
    )
    if (started) draft.clear()
  }
  return (
    <div class="grid gap-3">
      <TicketCardView card={state.card} withNumber />
      {open ? (
        <div class="flex items-center gap-3">
          <Button kind="primary" onPress={() => props.onOpen(open.id)}>
            Open {open.handler_id === pod.me.value?.user.id ? 'your' : `${open.handler_name}’s`} case
          </Button>
          <Plain cut text={open.title} class="meta" />
        </div>
      ) : (
        <>
          <Textarea
            label="Anything to add"
            placeholder="Anything to add, if you like"
            value={draft.text.value}
            minRows={2}
            maxLength={mostCharacters}
            onInput={draft.set}
          />
          <FullRemark value={draft.text.value} most={mostCharacters} />
          <StartProblem problem={problem.value} />
          <div>
            <Button kind="primary" busy={busy.value} onPress={begin}>
              Start case with ticket #{props.ticket_id}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
