import { useEffect } from 'preact/hooks'
import { isComposing } from '../ui/is-composing.ts'

const ownsKeys = 'input, textarea, select, [contenteditable], [role=menu], [role=dialog], [role=listbox]'

/** Single keys of the cockpit (1-9, U): only where no field takes letters and nothing else is held down. */
export function useCaseKeys(active: boolean, onKey: (key: string) => boolean): void {
  useEffect(() => {
    if (!active) return
    const listen = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isComposing(event)) return
      if (event.defaultPrevented || (event.target instanceof Element && event.target.closest(ownsKeys)))
        return
      if (onKey(event.key)) event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [active, onKey])
}
