import type { ReadonlySignal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { spellMinutes } from '../../shared/durations.ts'
import { createCauseActs } from '../causes/cause-acts.ts'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TicketLink, TopRow } from '../frame/TopRow.tsx'
import { useShape } from '../frame/use-shape.ts'
import { mayWork, usePod } from '../pod.ts'
import { CaseSkeleton, CaseTrouble, TicketGaps } from '../sessions/CaseState.tsx'
import { IncidentHeader, IncidentLine } from '../sessions/IncidentHeader.tsx'
import { useKnownLinks } from '../sessions/known-links.ts'
import { createSessionModel, type SessionModel } from '../sessions/session-model.ts'
import { dangersOf } from '../tasks/command-dangers.ts'
import { Composer, NoComposer } from '../turns/Composer.tsx'
import { createTurnModel, type TurnModel } from '../turns/turn-model.ts'
import { CodeNotesContext } from '../ui/CodeBlock.tsx'
import { LinksContext } from '../ui/links.ts'
import { showRow } from '../ui/use-pointed.ts'
import { exchangesNeeded, ShareButton } from '../updates/ShareButton.tsx'
import { useCaseKeys } from './case-keys.ts'
import { WorkAndLog } from './Layout.tsx'
import { createPanelActs, type PanelActs } from './panel-acts.ts'
import { createPointing } from './pointing.ts'
import { createTakeBack } from './take-back.ts'

type Sheet = { session: ReadonlySignal<SessionDetail | null>; onClose(): void }
type Models = { model: SessionModel; turn: TurnModel; acts: PanelActs }

/** From this width on a sheet stands beside the case instead of over it. */
const besideFromPx = 1180

const statusWords = {
  active: 'Investigating',
  paused: 'Paused',
  escalated: 'Escalated',
  resolved: 'Resolved',
} as const

/** One case: what we know, what to do, what FlowPilot asks, what was said. */
export function Cockpit(props: {
  session_id: string
  renderShare: (sheet: Sheet) => ComponentChildren
  /** Stands between header and work: posts on their way. */
  band?: ComponentChildren
  /** Leaves a case that is not there (any more). */
  onGone?: () => void
}) {
  const { host } = usePod()
  const { ref, width, height, shape } = useShape<HTMLDivElement>()
  const models = useModels(props.session_id)
  const { model } = models
  const detail = model.detail.value
  const unreadable = model.unreadable.value
  const links = useKnownLinks(detail)
  const [sharing, setSharing] = useState(false)
  const shareRef = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => {
    setSharing(false)
    setTimeout(() => shareRef.current?.focus({ preventScroll: true }))
  }, [])
  const isBeside = sharing && width >= besideFromPx
  const covered = sharing && !isBeside
  const ticketId = detail ? detail.psa_ticket_id : host.ticket.value
  return (
    <div ref={ref} class="flex-1 min-h-0 flex flex-col">
      <TopRow
        session_id={props.session_id}
        ticket_id={ticketId}
        ticket_url={detail?.ticket?.url ?? undefined}
        title={detail ? detail.title : unreadable ? 'Case' : 'Opening the case'}
        meta={detail && `${statusOf(detail)} · ${spellMinutes(detail.active_minutes)}`}
      />
      <OfflineBand />
      {!detail && unreadable && (
        <CaseTrouble problem={unreadable} onRetry={model.refresh} onGone={props.onGone} />
      )}
      {!detail && !unreadable && <CaseSkeleton />}
      {detail && (
        <CodeNotesContext.Provider value={dangersOf}>
          <LinksContext.Provider value={links}>
            <div class="flex-1 min-h-0 flex">
              <div class={`flex-1 min-w-0 min-h-0 flex-col ${covered ? 'hidden' : 'flex'}`}>
                <Case
                  {...models}
                  detail={detail}
                  frame={{ shape, height }}
                  isSharing={sharing}
                  shareRef={shareRef}
                  onShare={() => setSharing(true)}
                  band={props.band}
                />
              </div>
              {sharing && (
                <div
                  class={`min-h-0 flex flex-col ${isBeside ? 'flex-none w-440px b-l b-l-solid b-line' : 'flex-1 min-w-0'}`}
                >
                  {props.renderShare({ session: model.detail, onClose: close })}
                </div>
              )}
            </div>
          </LinksContext.Provider>
        </CodeNotesContext.Provider>
      )}
    </div>
  )
}

function Case(
  props: Models & {
    detail: SessionDetail
    frame: Pick<ReturnType<typeof useShape>, 'shape' | 'height'>
    isSharing: boolean
    shareRef: { current: HTMLButtonElement | null }
    onShare: () => void
    band: ComponentChildren
  },
) {
  const { model, turn, acts, detail, onShare } = props
  const { shape } = props.frame
  const pod = usePod()
  const draft = pod.drafts.of(`session-${model.session_id}`)
  const area = useRef<HTMLTextAreaElement>(null)
  const correcting = useSignal<string | null>(null)
  const asksRef = useRef<HTMLDivElement>(null)
  const { causeActs, takeBack, pointing } = useMemo(() => {
    const focusAsks = () =>
      setTimeout(() => {
        asksRef.current?.focus({ preventScroll: true })
        showRow(asksRef.current?.closest('section') ?? null)
      })
    return {
      causeActs: createCauseActs(model, acts),
      takeBack: createTakeBack(model, acts, turn, focusAsks),
      pointing: createPointing(),
    }
  }, [model, acts, turn])
  const canWork = model.may_work.value
  const isLow = shape === 'low'

  const send = async () => {
    await acts.settle()
    await turn.sayDraft()
  }
  const byKey = useCallback(
    (key: string): boolean => {
      const now = model.detail.peek()
      if (!now) return false
      if (key.toLowerCase() === 'u') {
        const mayShare = now.exchanges >= exchangesNeeded && mayWork(pod.me.peek())
        if (mayShare) onShare()
        return mayShare
      }
      const question = now.questions.find(({ state }) => state === 'open')
      const option = /^[1-9]$/.test(key) ? question?.options?.[Number(key) - 1] : undefined
      if (!question || option === undefined || !model.may_work.peek()) return false
      void turn.answer(question.id, option)
      return true
    },
    [model, turn, onShare, pod],
  )
  useCaseKeys(!props.isSharing, byKey)

  const share = (icon: boolean, hold: boolean) => (
    <ShareButton
      exchanges={detail.exchanges}
      mayShare={mayWork(pod.me.value)}
      isIcon={icon}
      {...(hold ? { buttonRef: props.shareRef } : {})}
      onPress={onShare}
    />
  )
  return (
    <>
      {isLow ? (
        <IncidentLine detail={detail} />
      ) : (
        <IncidentHeader
          detail={detail}
          readOnly={!canWork}
          onSave={model.saveTriage}
          end={
            shape === 'wide' &&
            !props.isSharing && (
              <>
                {detail.psa_ticket_id && (
                  <TicketLink ticket_id={detail.psa_ticket_id} url={detail.ticket?.url ?? undefined} />
                )}
                {share(false, true)}
              </>
            )
          }
        />
      )}
      <TicketGaps detail={detail} model={model} canWork={canWork} />
      {props.band}
      <WorkAndLog
        {...{ model, turn, acts, detail, shape, canWork, correcting, causeActs, takeBack, pointing, asksRef }}
        height={props.frame.height}
        onCorrect={(fact) => {
          correcting.value = fact.source_ref
        }}
        onCorrecting={() => {
          correcting.value = null
        }}
      />
      {canWork ? (
        <Composer draft={draft} turn={turn} areaRef={area} end={isLow && share(true, true)} onSend={send} />
      ) : (
        <NoComposer words={readOnlyWords(detail, pod.me.value?.account.name)} />
      )}
      {shape === 'tall' && (
        <div class="flex-none h-40px flex items-start gap-6px px-3">{share(false, true)}</div>
      )}
    </>
  )
}

function statusOf({ status, confidence_tier }: SessionDetail): string {
  return status === 'active' && confidence_tier === 'confident' ? 'Identified' : statusWords[status]
}

function readOnlyWords({ status }: SessionDetail, account: string | undefined): string {
  if (status === 'resolved') return 'This case is closed. Its updates can still be shared.'
  return `You can read this case. An engineer of ${account ?? 'your account'} can work on it.`
}

/** The models live as long as the case is shown; what was on its way out is sent when it goes. */
function useModels(session_id: string): Models {
  const pod = usePod()
  const models = useMemo(() => {
    const model = createSessionModel(pod, session_id)
    const acts = createPanelActs(model)
    const turn = createTurnModel(model, pod.drafts.of(`session-${session_id}`), pod)
    return { model, acts, turn }
  }, [pod, session_id])
  useEffect(() => {
    const leave = () => void models.acts.settle(true)
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
      models.turn.dispose()
      models.model.dispose()
    }
  }, [models])
  return models
}
