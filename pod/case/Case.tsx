import { useSignal } from '@preact/signals'
import { Play } from 'lucide-preact'
import { useMemo, useRef } from 'preact/hooks'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { createCauseActs } from '../causes/cause-acts.ts'
import { deliveryOf } from '../delivery.ts'
import { Guarded } from '../frame/Guarded.tsx'
import { TicketLink } from '../frame/TopRow.tsx'
import type { useShape } from '../frame/use-shape.ts'
import { usePod } from '../pod.ts'
import { Standing, TicketGaps } from '../sessions/CaseState.tsx'
import { IncidentHeader, IncidentLine } from '../sessions/IncidentHeader.tsx'
import { Composer, NoComposer } from '../turns/Composer.tsx'
import { unsentPictures } from '../turns/pictures.ts'
import { Button } from '../ui/Button.tsx'
import { showRow } from '../ui/use-pointed.ts'
import { useCaseActs } from './actions.ts'
import { CaseActs, Share } from './CaseActs.tsx'
import { Layout } from './Layout.tsx'
import { HandoffBand, NextSteps, PolicyLine, PostsBand, type Sheets, UpdatesBand } from './sheets.tsx'
import { createTakeBack } from './take-back.ts'
import type { Models } from './use-models.ts'

/** Narrower, the row of actions has no room for their keys. */
const keysFromPx = 400

/** The case as it is worked on: its header, its sections, and where one writes. */
export function Case(
  props: Models & {
    detail: SessionDetail
    frame: Pick<ReturnType<typeof useShape>, 'shape' | 'width' | 'height'>
    sheets: Sheets
  },
) {
  const { model, turn, acts, changes, posts, pauses, detail, sheets } = props
  const { shape } = props.frame
  const pod = usePod()
  const delivery = deliveryOf(pod).value
  const isSheetOpen = sheets.open.value !== null
  const flow = { flowRef: sheets.openers.flow, onFlow: () => sheets.show('flow') }
  const draft = pod.drafts.of(`session-${model.session_id}`)
  const area = useRef<HTMLTextAreaElement>(null)
  const correcting = useSignal<string | null>(null)
  const asksRef = useRef<HTMLDivElement>(null)
  const { causeActs, takeBack } = useMemo(() => {
    const focusAsks = () =>
      setTimeout(() => {
        asksRef.current?.focus({ preventScroll: true })
        showRow(asksRef.current?.closest('section') ?? null)
      })
    return {
      causeActs: createCauseActs(model, acts),
      takeBack: createTakeBack(model, acts, turn, focusAsks),
    }
  }, [model, acts, turn])
  const canWork = detail.may.includes('work')
  const isLow = shape === 'low'
  const hasHandoff = detail.handoffs.length > 0

  const send = async () => {
    await acts.settle()
    await turn.sayDraft()
  }
  useCaseActs({ ...props, takeBack })

  const rowOfActs = <CaseActs {...{ detail, sheets, pauses }} />
  return (
    <>
      <Guarded name="The incident">
        {isLow ? (
          <IncidentLine detail={detail} {...flow} />
        ) : (
          <IncidentHeader
            detail={detail}
            {...flow}
            readOnly={!canWork}
            onSave={model.saveTriage}
            end={
              shape === 'wide' &&
              !isSheetOpen && (
                <>
                  {detail.psa_ticket_id && (
                    <TicketLink
                      class="mid:hidden"
                      ticket_id={detail.psa_ticket_id}
                      url={detail.ticket?.url ?? undefined}
                    />
                  )}
                  {rowOfActs}
                </>
              )
            }
          />
        )}
      </Guarded>
      <Standing detail={detail} action={wayOn(detail, pauses)} />
      {hasHandoff && (
        <Guarded name="The handover">
          <HandoffBand
            detail={detail}
            session={model}
            brief={{ show: () => sheets.show('handover'), opener: sheets.openers.handover }}
          />
        </Guarded>
      )}
      {detail.ai_policy.policy !== 'allowed' && <PolicyLine ai_policy={detail.ai_policy} />}
      <TicketGaps detail={detail} model={model} canWork={canWork} />
      {(delivery !== null || posts.posts.value.length > 0) && (
        <Guarded name="Posts on their way">
          <PostsBand model={posts} delivery={delivery} isSheetOpen={isSheetOpen} />
        </Guarded>
      )}
      {detail.updates.length + detail.reminders.length > 0 && (
        <Guarded name="The updates">
          <UpdatesBand {...{ detail, sheets, isLow }} />
        </Guarded>
      )}
      <Layout
        {...{
          model,
          turn,
          acts,
          changes,
          detail,
          shape,
          canWork,
          correcting,
          causeActs,
          takeBack,
          asksRef,
          pointing: sheets.pointing,
        }}
        width={props.frame.width}
        height={props.frame.height}
        onCorrect={(fact) => {
          correcting.value = fact.source_ref
        }}
        onCorrecting={() => {
          correcting.value = null
        }}
      />
      {canWork ? (
        <Guarded name="The composer">
          {hasHandoff && (
            <NextSteps
              detail={detail}
              onPick={(words) => {
                draft.set(words)
                area.current?.focus({ preventScroll: true })
              }}
            />
          )}
          <Composer
            {...{ draft, turn, detail }}
            pictures={unsentPictures(pod)(model.session_id)}
            areaRef={area}
            end={isLow && <Share {...{ detail, sheets }} isIcon />}
            onSend={send}
          />
        </Guarded>
      ) : (
        <NoComposer words={readOnlyWords(detail, pod.me.value?.account.name)} />
      )}
      {shape === 'tall' && (
        <div
          class={`flex-none h-40px flex items-start gap-6px slim:gap-1 px-3 narrow:[&>button>svg]:hidden ${props.frame.width < keysFromPx ? '[&_.kbd]:hidden' : ''}`}
        >
          {rowOfActs}
        </div>
      )}
    </>
  )
}

/** Out of a case that is not worked on just now. */
function wayOn({ may }: SessionDetail, pauses: Models['pauses']) {
  const busy = pauses.is_running.value
  if (may.includes('resume'))
    return (
      <Button kind="primary" icon={Play} busy={busy} onPress={pauses.resume}>
        Resume
      </Button>
    )
  return (
    may.includes('reopen') && (
      <Button busy={busy} onPress={pauses.reopen}>
        Reopen
      </Button>
    )
  )
}

function readOnlyWords({ status, may, handler_name }: SessionDetail, account: string | undefined): string {
  if (status === 'resolved') return 'This case is closed. Its updates can still be shared.'
  if (status === 'escalated') return 'Whoever picks it up works on it.'
  if (may.includes('add_fact')) return `${handler_name} works on this case. You can add facts.`
  return `You can read this case. An engineer of ${account ?? 'your account'} can work on it.`
}
