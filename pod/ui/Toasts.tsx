import { signal } from '@preact/signals'
import { CircleCheck, Info, TriangleAlert, X } from 'lucide-preact'
import { Button, IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'

export type Toast = {
  id: number
  text: string
  tone: 'info' | 'good' | 'bad'
  action?: { label: string; onPress: () => void }
}

const shown = signal<Toast[]>([])
const maxShown = 3
let nextId = 1

/** Says something that needs no place of its own; errors stay until dismissed. Returns its id. */
export function toast(text: string, more: Partial<Pick<Toast, 'tone' | 'action'>> = {}): number {
  const id = nextId++
  const tone = more.tone ?? 'info'
  shown.value = [...shown.value.filter((other) => other.text !== text), { ...more, id, text, tone }].slice(
    -maxShown,
  )
  if (tone !== 'bad') setTimeout(() => dismissToast(id), more.action ? 8000 : 4000)
  return id
}

export function dismissToast(id: number): void {
  shown.value = shown.value.filter((each) => each.id !== id)
}

const signs = { info: Info, good: CircleCheck, bad: TriangleAlert }
const tones = { info: 'text-muted', good: 'text-green', bad: 'text-red' }

export function ToastStack() {
  return (
    <div
      class="absolute left-3 right-3 bottom-56px z-50 grid gap-2 justify-items-center pointer-events-none"
      aria-live="polite"
    >
      {shown.value.map((each) => (
        <div
          key={each.id}
          role={each.tone === 'bad' ? 'alert' : 'status'}
          class="float pointer-events-auto max-w-420px min-h-36px flex items-center gap-2 pl-3 pr-1 py-3px"
        >
          <Icon of={signs[each.tone]} class={tones[each.tone]} />
          <span class="min-w-0 [overflow-wrap:anywhere]">{each.text}</span>
          {each.action && (
            <Button
              kind="quiet"
              onPress={() => {
                each.action?.onPress()
                dismissToast(each.id)
              }}
            >
              {each.action.label}
            </Button>
          )}
          <IconButton icon={X} size={14} label="Dismiss" onPress={() => dismissToast(each.id)} />
        </div>
      ))}
    </div>
  )
}
