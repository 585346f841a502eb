import { X } from 'lucide-preact'
import { useMemo } from 'preact/hooks'
import { type ActGroup, type ActId, type ActRow, actList } from '../acts/act-list.ts'
import { type Act, actsNow } from '../acts/acts.ts'
import { IconButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Keys } from '../ui/Keys.tsx'

const groups: Record<ActGroup, string> = { case: 'Case', go: 'Go to', view: 'View' }
type Line = { id: ActId; label: string; keys: readonly string[] }

/** The keys that work on this screen. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const acts = useMemo(actsNow, [])
  const slashes = acts.filter(({ slash }) => slash)
  return (
    <Dialog label="Keyboard shortcuts" class="overflow-y-auto" onClose={onClose}>
      <div class="flex items-center justify-between pl-4 pr-2 h-44px b-b b-b-solid b-line">
        <h2 class="text-title font-600">Keyboard shortcuts</h2>
        <IconButton icon={X} label="Close" onPress={onClose} />
      </div>
      <div class="p-4 grid gap-4">
        {Object.entries(groups).map(([group, title]) => (
          <Part key={group} title={title} lines={linesOf(acts.filter((each) => each.group === group))} />
        ))}
        {slashes.length > 0 && (
          <section aria-label="In the message box">
            <h3 class="micro pb-1">In the message box</h3>
            <dl class="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 m-0">
              {slashes.map(({ id, label, slash }) => (
                <div key={id} class="contents">
                  <dt>{label}</dt>
                  <dd class="m-0 text-right">
                    /{slash?.word} <span class="meta">{slash?.takes}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )}
        <p class="meta">
          Single keys work where nothing is typed: leave the message box with <Keys of="Esc" />.
        </p>
      </div>
    </Dialog>
  )
}

function Part({ title, lines }: { title: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 class="micro pb-1">{title}</h3>
      <dl class="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 m-0">
        {lines.map(({ id, label, keys }) => (
          <div key={`${id} ${keys[0]}`} class="contents">
            <dt>{label}</dt>
            <dd class="m-0 flex gap-2 justify-end">
              {keys.map((each) => (
                <Keys key={each} of={each} always />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Acts of one kind, such as the answers, are one line with all their keys. */
function linesOf(acts: readonly Act[]): Line[] {
  const lines = new Map<ActId, Line>()
  for (const { id, label, keys } of acts) {
    if (!keys) continue
    const known = lines.get(id)
    const row: ActRow = actList[id]
    lines.set(
      id,
      known
        ? {
            ...known,
            label: row.label,
            keys: [...known.keys, ...keys.filter((key) => !known.keys.includes(key))],
          }
        : { id, label, keys },
    )
  }
  return [...lines.values()]
}
