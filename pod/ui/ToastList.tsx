import { CircleCheck, Info, TriangleAlert, X } from 'lucide-preact'
import { Button, IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { dismissToast, hold, toasts } from './Toasts.tsx'

const signs = { info: Info, good: CircleCheck, bad: TriangleAlert }
const tones = { info: 'text-muted', good: 'text-green', bad: 'text-red' }

export function ToastList() {
  return (
    <div class="absolute left-3 right-3 bottom-92px wide:bottom-56px z-50 grid gap-2 justify-items-center pointer-events-none">
      {toasts.value.map((each) => (
        <div
          key={each.id}
          role={each.tone === 'bad' ? 'alert' : undefined}
          class="float pointer-events-auto max-w-420px min-h-36px flex items-center gap-2 pl-3 pr-1 py-3px"
          onPointerEnter={() => hold('pointer', each.id)}
          onPointerLeave={() => hold('pointer')}
          onFocusIn={() => hold('focus', each.id)}
          onFocusOut={() => hold('focus')}
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
