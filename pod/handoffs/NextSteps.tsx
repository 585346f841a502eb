import { X } from 'lucide-preact'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { usePod } from '../pod.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Plain } from '../ui/Plain.tsx'
import { useRemembered } from '../ui/remember.ts'
import { handoffInHand } from './in-hand.ts'

/** Above the composer of whoever picked a case up: what the brief suggests and nobody has done. */
export function NextSteps(props: { detail: SessionDetail; onPick: (words: string) => void }) {
  const { detail, onPick } = props
  const me = usePod().me.value?.user.id
  const handoff = handoffInHand(detail)
  const [hidden, hide] = useRemembered<string>('hidden_next_steps', '')
  if (!handoff || handoff.claimed_by?.id !== me || detail.status !== 'active' || hidden === handoff.id)
    return null
  const over = detail.tasks.filter(({ state }) => state === 'done' || state === 'skipped')
  const texts = new Set(over.map(({ text }) => text.trim().toLowerCase()))
  const left = handoff.brief.suggested_steps.filter((step) => !texts.has(step.trim().toLowerCase()))
  if (left.length === 0) return null
  return (
    <section
      aria-label="Suggested next steps"
      class="flex-none flex items-center gap-2 px-3 py-6px wide:px-5 b-t b-t-solid b-line low:hidden"
    >
      <h2 class="micro text-violet narrow:sr-only">Suggested next</h2>
      <div class="flex-1 min-w-0 flex gap-6px overflow-x-auto">
        {left.map((step) => (
          <Button
            key={step}
            kind="line"
            small
            class="max-w-260px flex-none"
            label={step}
            onPress={() => onPick(step)}
          >
            <Plain cut text={step} />
          </Button>
        ))}
      </div>
      <IconButton icon={X} size={14} label="Hide the suggested steps" onPress={() => hide(handoff.id)} />
    </section>
  )
}
