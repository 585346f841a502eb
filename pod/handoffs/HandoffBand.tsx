import { ChevronsUp } from 'lucide-preact'
import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { Handoff } from '../../shared/contracts/handoffs.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { isWaiting } from '../../shared/waiting-handoff.ts'
import { usePod } from '../pod.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Time } from '../ui/Time.tsx'
import { firstOf, targetWords } from './handoff-words.ts'
import { handoffInHand } from './in-hand.ts'
import { createPickupModel } from './pickup-model.ts'

/** Under the head of a case that was handed on or parked: how it stands, and the one way on of whoever looks. */
export function HandoffBand(props: Omit<Props, 'handoff'> & { session: SessionModel }) {
  const { detail, brief } = props
  const handoff = handoffInHand(detail)
  const mayPickUp = detail.may.includes('pick_up')
  // who can take it over begins with what they take over
  useEffect(() => {
    if (mayPickUp && handoff) brief.show()
  }, [mayPickUp && handoff?.id])
  if (!handoff || detail.status === 'resolved') return null
  if (handoff.intent === 'park')
    return isWaiting(handoff) && detail.status === 'paused' ? <Parked handoff={handoff} /> : null
  return isWaiting(handoff) ? (
    <Waiting {...props} handoff={handoff} />
  ) : (
    <PickedUp brief={brief} handoff={handoff} />
  )
}

function Parked({ handoff }: { handoff: Handoff }) {
  return (
    <Line>
      <span class="meta">Parked:</span>
      <Plain cut text={handoff.reason} />
    </Line>
  )
}

/** What shows the brief, and its button. */
type OfBrief = { show(): void; opener: RefObject<HTMLButtonElement | null> }
type Props = { detail: SessionDetail; brief: OfBrief; handoff: Handoff }

function Waiting({ detail, session, brief, handoff }: Props & { session: SessionModel }) {
  const pod = usePod()
  const model = useMemo(() => createPickupModel(pod, session), [pod, session])
  const me = pod.me.value?.user.id
  const isOwn = handoff.created_by.id === me
  const target = targetWords(handoff, me)
  const problem = model.problem.value
  return (
    <Notice
      icon={ChevronsUp}
      tone="violet"
      role="status"
      class="bg-violet-soft"
      title={
        <>
          <strong class="font-600">
            {isOwn
              ? `Waits for ${target === 'anyone' ? 'somebody of the team' : target}`
              : `Escalated by ${firstOf(handoff.created_by.name)}`}
          </strong>{' '}
          <Time at={handoff.created_at} class="meta whitespace-nowrap" />
        </>
      }
      action={
        <>
          <BriefButton brief={brief} words={detail.may.includes('pick_up') ? 'Pick up' : 'Brief'} />
          {detail.may.includes('take_back') && (
            <Button busy={model.busy.value !== null} onPress={() => model.takeBack(handoff)}>
              Take back
            </Button>
          )}
        </>
      }
    >
      <Plain as="p" text={`“${handoff.reason}”`} class="meta pb-1 line-clamp-2" />
      {problem && (
        <p role="alert" class="text-meta text-red pb-1">
          {problem.message}
        </p>
      )}
    </Notice>
  )
}

function PickedUp({ brief, handoff }: Omit<Props, 'detail'>) {
  const me = usePod().me.value?.user.id
  const { claimed_by, claimed_at, created_by } = handoff
  const isOwn = created_by.id === me
  const words = isOwn
    ? `Picked up by ${firstOf(claimed_by?.name ?? '')}`
    : claimed_by?.id === me
      ? `Escalation from ${created_by.name}`
      : `${firstOf(created_by.name)} escalated, ${firstOf(claimed_by?.name ?? '')} picked up`
  return (
    <Line edge="edge-violet" end={<BriefButton brief={brief} words="Brief" small />}>
      <Icon of={ChevronsUp} size={14} class="text-violet" />
      <Plain cut text={words} class="font-600" />
      {claimed_at && <Time at={claimed_at} class="meta whitespace-nowrap" />}
    </Line>
  )
}

function Line(props: { edge?: string; end?: ComponentChildren; children: ComponentChildren }) {
  return (
    <div
      class={`flex-none flex items-center gap-2 px-3 wide:px-5 min-h-32px b-b b-b-solid b-line ${props.edge ?? ''}`}
    >
      <p role="status" class="flex-1 min-w-0 flex items-center gap-2">
        {props.children}
      </p>
      {props.end}
    </div>
  )
}

function BriefButton(props: { brief: OfBrief; words: string; small?: true }) {
  return (
    <Button
      kind={props.words === 'Pick up' ? 'primary' : 'line'}
      small={props.small ?? false}
      buttonRef={props.brief.opener}
      onPress={props.brief.show}
    >
      {props.words}
    </Button>
  )
}
