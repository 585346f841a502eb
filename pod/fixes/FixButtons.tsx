import type { Fix } from '../../shared/contracts/fixes.ts'
import { Button } from '../ui/Button.tsx'
import { Plain } from '../ui/Plain.tsx'
import type { FixActs } from './fix-acts.ts'
import { type FixStanding, mayTakeBack, proposalWords } from './fix-words.ts'

type Props = {
  fix: Fix
  standing: FixStanding
  /** The question of the case offers yes and no. */
  asked: boolean
  why: string | undefined
  own: FixActs
  say: (status: 'applied_success' | 'applied_failed' | 'dismissed') => void
  onPartly: () => void
}

/** What can be done with a fix that is not decided; a proposed outcome first, since it only wants a yes. */
export function FixButtons(props: Props) {
  const { fix, standing, asked, why, own, say, onPartly } = props
  if (fix.ai_outcome_proposal && standing === 'verifying') return <Proposal {...props} />
  const dismiss = (
    <Button kind="quiet" class="ml-auto -mr-6px" why={why} onPress={() => say('dismissed')}>
      Dismiss
    </Button>
  )
  if (standing === 'proposed')
    return (
      <div class="flex flex-wrap items-center gap-2">
        <Button why={why} onPress={() => own.apply(fix)}>
          Apply
        </Button>
        {dismiss}
      </div>
    )
  return (
    <div class="flex flex-wrap items-center gap-2">
      {!asked && (
        <>
          <Button why={why} onPress={() => say('applied_success')}>
            Worked
          </Button>
          <Button why={why} onPress={() => say('applied_failed')}>
            Did not work
          </Button>
        </>
      )}
      <Button why={why} onPress={onPartly}>
        {standing === 'partly' ? 'Change the notes…' : 'Partly…'}
      </Button>
      {standing === 'verifying' &&
        (mayTakeBack(fix, Date.now()) ? (
          <Button kind="quiet" class="ml-auto -mr-6px" why={why} onPress={() => own.takeBack(fix)}>
            Take back
          </Button>
        ) : (
          dismiss
        ))}
    </div>
  )
}

function Proposal({ fix, why, own, say, onPartly }: Props) {
  const proposed = fix.ai_outcome_proposal
  if (!proposed) return null
  return (
    <div class="grid gap-2">
      <Plain as="p" text={proposalWords[proposed]} />
      <div class="flex flex-wrap gap-2">
        <Button why={why} onPress={() => (proposed === 'applied_partial' ? onPartly() : say(proposed))}>
          Confirm
        </Button>
        <Button kind="quiet" why={why} onPress={() => own.notYet(fix)}>
          Not yet
        </Button>
      </div>
    </div>
  )
}
