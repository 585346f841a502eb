import { useState } from 'preact/hooks'
import type { Handoff, ResumeMode } from '../../shared/contracts/handoffs.ts'
import { Button } from '../ui/Button.tsx'
import { Textarea } from '../ui/Textarea.tsx'
import { firstOf } from './handoff-words.ts'
import type { PickupModel } from './pickup-model.ts'

/** The two ways to go on with a case that was handed on. */
export function PickUp(props: {
  handoff: Handoff
  model: PickupModel
  /** What the own words are, kept by the sheet for its key. */
  words: string
  onWords: (words: string) => void
  onPickUp: (mode: ResumeMode) => unknown
}) {
  const { handoff, model, words, onPickUp } = props
  const who = firstOf(handoff.created_by.name)
  const [isFresh, setFresh] = useState(words !== '')
  const { busy } = model
  const card =
    'b b-solid b-line rounded-card bg-page p-3 grid gap-2 content-start justify-items-start narrow:p-0 narrow:b-0 narrow:bg-transparent'
  return (
    <div class="grid gap-2 wide:gap-4 grid-cols-[repeat(auto-fit,minmax(min(300px,100%),1fr))] narrow:flex narrow:flex-wrap">
      <section aria-label="Continue where they left off" class={card}>
        <h3 class="font-600 narrow:sr-only">Continue where they left off</h3>
        <p class="meta narrow:hidden">
          {who}’s open question and steps stand as they are. Nothing is asked twice.
        </p>
        <Button
          kind="primary"
          keys="Mod+Enter"
          busy={busy.value === 'continue'}
          onPress={() => onPickUp('continue')}
        >
          Pick up and continue
        </Button>
      </section>
      <section aria-label="Start fresh with context" class={`${card} ${isFresh ? 'narrow:w-full' : ''}`}>
        <h3 class="font-600 narrow:sr-only">Start fresh with context</h3>
        {isFresh ? (
          <>
            <div class="w-full">
              <Textarea
                label="Your own words"
                placeholder="Your own words; FlowPilot knows what was tried"
                value={words}
                maxLength={4_000}
                maxRows={4}
                onInput={props.onWords}
              />
            </div>
            <Button keys="Mod+Shift+Enter" busy={busy.value === 'fresh'} onPress={() => onPickUp('fresh')}>
              Pick up and start fresh
            </Button>
          </>
        ) : (
          <>
            <p class="meta narrow:hidden">
              In your own words; FlowPilot knows what was tried and does not repeat it.
            </p>
            <Button onPress={() => setFresh(true)}>Start fresh</Button>
          </>
        )}
      </section>
    </div>
  )
}
