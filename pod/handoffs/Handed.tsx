import { ChevronsUp } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { Handoff } from '../../shared/contracts/handoffs.ts'
import { statusLeft, unbookedWords } from '../closing/closing-words.ts'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import type { Outcome } from './escalate-model.ts'
import { afterwardsWords, targetWords } from './handoff-words.ts'

/** What became of an escalation: to whom, and how its writes stand. */
export function Handed(props: {
  handed: Outcome
  /** The same handing over as it stands now. */
  now: Handoff
  /** Its posts, as they stand. */
  children: ComponentChildren
  acts: ComponentChildren
}) {
  const { handoff, member_mapping_warning, status_transition_skipped_reason } = props.handed
  const left = [
    member_mapping_warning ? unbookedWords : null,
    statusLeft(status_transition_skipped_reason),
  ].filter(Boolean)
  return (
    <div class="flex-1 min-h-0 overflow-y-auto grid gap-3 content-start p-3 wide:p-5">
      <Notice
        card
        icon={ChevronsUp}
        tone="violet"
        role="status"
        title={
          <>
            Escalated to {targetWords(handoff, undefined)}, <Time at={handoff.created_at} />
          </>
        }
        next={afterwardsWords(props.now)}
      />
      {props.children}
      {left.map((sentence) => (
        <p key={sentence} class="meta">
          {sentence}
        </p>
      ))}
      <div class="flex flex-wrap gap-2">{props.acts}</div>
    </div>
  )
}
