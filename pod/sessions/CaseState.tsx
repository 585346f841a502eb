import { CircleCheck, CirclePause, CloudOff, RefreshCw, TriangleAlert } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Progress, Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import { IncidentSkeleton } from './IncidentHeader.tsx'
import type { SessionModel } from './session-model.ts'

/** Until the case is there: its frame, without a spinner. */
export function CaseSkeleton() {
  return (
    <>
      <IncidentSkeleton />
      <div class="flex-1 min-h-0 px-3 py-2 wide:px-5 grid gap-3 content-start" aria-busy="true">
        <span class="micro">Steps</span>
        <Skeleton width="58%" />
        <Skeleton width="72%" />
        <Skeleton width="46%" />
        <Progress words="Reading the case…" />
      </div>
    </>
  )
}

/** The case cannot be shown: what, why, and the way forward. */
export function CaseTrouble(props: {
  problem: ApiProblem
  onRetry: () => void
  onGone: (() => void) | undefined
}) {
  const { problem, onRetry } = props
  const { host } = usePod()
  const isGone = problem.status === 404 || problem.status === 403
  return (
    <div
      role="alert"
      class="flex-1 min-h-0 overflow-y-auto px-3 py-3 wide:px-5 grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 gap-y-2 content-start"
    >
      <Icon of={TriangleAlert} class="text-red mt-2px" />
      <h2 class="text-title font-600">
        {isGone ? 'This case cannot be shown' : 'The case could not be read'}
      </h2>
      <p class="col-start-2 text-muted [overflow-wrap:anywhere]">{problem.message}</p>
      <div class="col-start-2 flex flex-wrap gap-2 pt-1">
        <Button kind="primary" icon={RefreshCw} onPress={onRetry}>
          Try again
        </Button>
        {isGone && props.onGone && (
          <Button onPress={props.onGone}>{host.kind === 'pod' ? 'Back to the ticket' : 'New case'}</Button>
        )}
      </div>
    </div>
  )
}

const signs = { paused: CirclePause, resolved: CircleCheck }

/** A case that is not worked on just now says so, in every width, with the way on. */
export function Standing(props: { detail: SessionDetail; action?: ComponentChildren }) {
  const { detail } = props
  const { status, paused_at, resolved_at } = detail
  // of an escalated one there is more to say
  if (status === 'active' || status === 'escalated') return null
  const since = status === 'paused' ? paused_at : resolved_at
  return (
    <div class="flex-none px-3 wide:px-5 flex items-center gap-2 bg-raised b-b b-b-solid b-line">
      <p role="status" class="flex-1 min-w-0 py-5px flex flex-wrap items-center gap-x-2 font-600">
        <Icon of={signs[status]} class="text-muted" />
        This case is {status}
        {since && <Time at={since} class="meta font-400" />}
        {status === 'paused' && !props.action && (
          <Plain text={`${detail.handler_name} can resume it`} class="meta font-400" />
        )}
      </p>
      {props.action && <div class="flex-none py-6px">{props.action}</div>}
    </div>
  )
}

/** What the PSA still owes us, with the way to get it. */
export function TicketGaps(props: { detail: SessionDetail; model: SessionModel; canWork: boolean }) {
  const { detail, model } = props
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const isAway = detail.psa_ticket_id !== null && detail.psa_context_status === 'unavailable'
  const missing = detail.ticket_missing.map(({ part }) => part.replaceAll('_', ' '))
  if (!isAway && missing.length === 0) return null
  const fetchNow = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await model.refreshTicket()
    } catch (error) {
      setProblem(asProblem(error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Notice
      icon={CloudOff}
      tone="muted"
      role="status"
      title={
        isAway
          ? `Ticket #${detail.psa_ticket_id} was not read yet`
          : `Not read from the ticket: ${missing.join(', ')}`
      }
      next={problem ?? (isAway ? 'The case goes on from what you type.' : '')}
      action={
        props.canWork && (
          <Button busy={busy} icon={RefreshCw} label="Refresh from ConnectWise" onPress={fetchNow}>
            Refresh
          </Button>
        )
      }
    />
  )
}
