import { type Signal, signal } from '@preact/signals'
import { oncePerPod } from '../pod.ts'
import { lazily } from '../ui/lazily.tsx'

/** A screenshot that was not sent yet; `url` shows it here. */
export type Picture = { id: string; url: string; media_type: string; data(): Promise<string> }
export type Pictures = {
  list: Signal<readonly Picture[]>
  /** What was not taken, and why. */
  refusal: Signal<string | null>
}

/** By case, as long as the page is open: another ticket does not lose them, a reload does. */
export const unsentPictures = oncePerPod(() => {
  const kept = new Map<string, Pictures>()
  return (session_id: string): Pictures => {
    const known = kept.get(session_id) ?? noPictures()
    kept.set(session_id, known)
    return known
  }
})

export const noPictures = (): Pictures => ({ list: signal([]), refusal: signal(null) })

export const isSame = (one: readonly Picture[] = [], other: readonly Picture[] = []): boolean =>
  one.length === other.length && one.every((picture, at) => picture === other[at])

/** They are in the case now. */
export function forget({ list, refusal }: Pictures, sent: readonly Picture[] = []): void {
  refusal.value = null
  list.value = list.peek().filter((picture) => !sent.includes(picture))
  for (const { url } of sent) URL.revokeObjectURL(url)
}

const fetchParts = () => import('./picture-parts.ts')
export const PictureButton = lazily(() => fetchParts().then((part) => part.PictureButton))
export const PictureStrip = lazily(() => fetchParts().then((part) => part.PictureStrip))
export const StepPictures = lazily(() => fetchParts().then((part) => part.StepPictures))
