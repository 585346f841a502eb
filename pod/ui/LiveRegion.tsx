import { signal } from '@preact/signals'

const spoken = signal('')

/** Says `text` to assistive technology, politely; the same text again is said again. */
export function announce(text: string): void {
  spoken.value = spoken.value === text ? `${text}\u00a0` : text
}

export function LiveRegion() {
  return (
    <div role="status" aria-live="polite" class="sr-only">
      {spoken}
    </div>
  )
}
