import { Ticket } from 'lucide-preact'
import { useEffect, useMemo } from 'preact/hooks'
import { spellMinutes } from '../../shared/durations.ts'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import { useShape } from '../frame/use-shape.ts'
import { usePod } from '../pod.ts'
import { Presence } from '../presence/presence.ts'
import { CaseSkeleton, CaseTrouble } from '../sessions/CaseState.tsx'
import { useKnownLinks } from '../sessions/known-links.ts'
import { stageWords } from '../sessions/stage-words.ts'
import { useDangers } from '../tasks/use-dangers.ts'
import { IconButton } from '../ui/Button.tsx'
import { CodeNotesContext } from '../ui/CodeBlock.tsx'
import { LinksContext } from '../ui/links.ts'
import { aboutTicket, whyNoTicket } from './about-ticket.ts'
import { Case } from './Case.tsx'
import { createSheets, isBeside, OpenSheet, prefetchParts } from './sheets.tsx'
import { useModels } from './use-models.ts'

/** One case: what we know, what to do, what FlowPilot asks, what was said, and the sheet that is open. */
export function Cockpit(props: {
  session_id: string
  /** Leaves a case that is not there (any more). */
  onGone: () => void
}) {
  const pod = usePod()
  const { host } = pod
  const { ref, width, height, shape } = useShape<HTMLDivElement>()
  const models = useModels(props.session_id)
  const { model, turn, posts, changes } = models
  const detail = model.detail.value
  const unreadable = model.unreadable.value
  const links = useKnownLinks(detail)
  const sheets = useMemo(createSheets, [])
  const dangersOf = useDangers()
  useEffect(prefetchParts, [])
  const ordered = turn.ordered.value
  useEffect(() => {
    if (ordered)
      void import('./update-parts.ts').then(({ carryOut }) =>
        carryOut(pod, sheets, props.session_id, ordered),
      )
  }, [ordered])
  const open = sheets.open.value
  const isCovered = open !== null && !isBeside(open, width)
  const ticketId = detail ? detail.psa_ticket_id : host.ticket.value
  return (
    <div ref={ref} class="flex-1 min-h-0 flex flex-col">
      <TopRow
        session_id={props.session_id}
        ticket_id={ticketId}
        ticket_url={detail?.ticket?.url ?? undefined}
        title={detail?.title ?? 'Case'}
        meta={detail && `${stageWords[detail.stage]} · ${spellMinutes(detail.active_minutes)}`}
        end={
          detail && (
            <>
              {whyNoTicket(detail) === null && (
                <IconButton
                  icon={Ticket}
                  size={14}
                  label={aboutTicket(detail)}
                  buttonRef={sheets.openers.ticket}
                  onPress={() => sheets.show('ticket')}
                />
              )}
              <Presence session_id={props.session_id} area={ref} />
            </>
          )
        }
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
              <div class={`flex-1 min-w-0 min-h-0 flex-col ${isCovered ? 'hidden' : 'flex'}`}>
                <Case {...models} detail={detail} frame={{ shape, width, height }} sheets={sheets} />
              </div>
              {open && (
                <OpenSheet name={open} session={model} {...{ turn, posts, changes, sheets, width, shape }} />
              )}
            </div>
          </LinksContext.Provider>
        </CodeNotesContext.Provider>
      )}
    </div>
  )
}
