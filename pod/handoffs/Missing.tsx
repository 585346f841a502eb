import { CircleQuestionMark } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { MissingItem } from '../../shared/contracts/handoff-calls.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Keys } from '../ui/Keys.tsx'
import { Plain } from '../ui/Plain.tsx'
import { isForClient, missingOf } from './handoff-words.ts'

const mostShown = 4

/** The first question for the client; its key asks it. */
export const firstForClient = (items: readonly MissingItem[]): MissingItem | undefined =>
  items.find(isForClient)

/** What whoever takes it over would ask first. `onAsk` null: this person writes to no client here. */
export function Missing(props: {
  items: readonly MissingItem[]
  onAsk: ((item: MissingItem) => void) | null
}) {
  const { items, onAsk } = props
  const [isWhole, setWhole] = useState(false)
  if (items.length === 0) return null
  const first = firstForClient(items)
  return (
    <section
      aria-label="What the next tier will ask"
      class="edge-amber px-3 pb-2 wide:px-5 b-b b-b-solid b-line bg-raised"
    >
      <div class="flex items-center gap-2 min-h-36px">
        <h3 class="micro text-amber">What the next tier will ask</h3>
        <span class="meta">{items.length} open</span>
      </div>
      <ul class="grid gap-1">
        {(isWhole ? items : items.slice(0, mostShown)).map((item) => (
          <li
            key={`${item.kind} ${item.text}`}
            class="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-2 items-center min-h-28px"
          >
            <Icon of={CircleQuestionMark} size={14} class="text-amber" />
            <Plain text={missingOf(item)} />
            {onAsk && isForClient(item) && (
              <Button
                small
                kind="line"
                label={`Ask the client: ${missingOf(item)}`}
                onPress={() => onAsk(item)}
              >
                Ask the client
                {item === first && <Keys of="A" />}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p class="meta pt-1 flex items-center gap-2">
        You can hand it on with these open.
        {!isWhole && items.length > mostShown && (
          <Button kind="quiet" small class="ml-auto" onPress={() => setWhole(true)}>
            All {items.length}
          </Button>
        )}
      </p>
    </section>
  )
}
