import { Check, ChevronsUp, CirclePause, FileText, type LucideIcon } from 'lucide-preact'
import type { RefObject } from 'preact'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Button } from '../ui/Button.tsx'
import { ShareButton } from '../updates/ShareButton.tsx'
import type { Sheets } from './sheets.tsx'
import type { Models } from './use-models.ts'

type OfCase = { detail: SessionDetail; sheets: Sheets }

/** The row of acts: what may be done with the case as it stands, and what became of one that is closed. */
export function CaseActs({ detail, sheets, pauses }: OfCase & Pick<Models, 'pauses'>) {
  const { may } = detail
  return (
    <>
      {may.includes('close') && (
        <RowButton
          icon={Check}
          label="Close Case"
          opens={sheets.openers.close}
          onPress={() => sheets.show('close')}
        />
      )}
      {detail.status === 'resolved' && (
        <RowButton
          icon={FileText}
          label="Documentation"
          opens={sheets.openers.close}
          onPress={() => sheets.show('close')}
        />
      )}
      {may.includes('escalate') && (
        <RowButton
          icon={ChevronsUp}
          label="Escalate"
          opens={sheets.openers.escalate}
          onPress={() => sheets.show('escalate')}
        />
      )}
      <Share {...{ detail, sheets }} />
      {may.includes('pause') && (
        <RowButton icon={CirclePause} label="Pause" busy={pauses.is_running.value} onPress={pauses.pause} />
      )}
    </>
  )
}

export function Share({ detail, sheets, isIcon = false }: OfCase & { isIcon?: boolean }) {
  return (
    <ShareButton
      exchanges={detail.exchanges}
      mayShare={detail.may.includes('share')}
      isIcon={isIcon}
      buttonRef={sheets.openers.share}
      onPress={() => sheets.show('share')}
    />
  )
}

/** One of the row of acts; its sign alone where the header has no room for words. */
function RowButton(props: {
  icon: LucideIcon
  label: string
  opens?: RefObject<HTMLButtonElement | null>
  busy?: boolean
  onPress: () => unknown
}) {
  const { opens, ...own } = props
  return (
    <Button kind="line" {...own} {...(opens ? { buttonRef: opens } : {})}>
      <span class="mid:sr-only">{props.label}</span>
    </Button>
  )
}
