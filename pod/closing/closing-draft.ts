import { type ReadonlySignal, signal } from '@preact/signals'
import type { ClosingDraft } from '../../shared/contracts/closings.ts'
import type { Pod } from '../pod.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { writeClosing } from './write-closing.ts'

export type ClosingDrafting = {
  /** It is being written. */
  writing: ReadonlySignal<boolean>
  /** When the newest was written; null before. */
  written_at: ReadonlySignal<number | null>
  /** The newest, if the case is as it was then. */
  known(): ClosingDraft | null
  /** Has it written, unless that was done of the case as it stands. */
  write(): Promise<void>
  stop(): void
}
type Field = keyof ClosingDraft
/** `isEmpty`: nothing stands there that would be taken away while it grows. */
type Fields = { fill(field: Field, text: string): void; isEmpty(field: Field): boolean }

/** How a case ended, written into fields as it comes; what stands in one already gives way to the whole text alone. */
export function createClosingDraft(
  pod: Pick<Pod, 'api'>,
  { session_id, detail }: Pick<SessionModel, 'session_id' | 'detail'>,
  { fill, isEmpty }: Fields,
): ClosingDrafting {
  const writing = signal(false)
  const written_at = signal<number | null>(null)
  let newest: { draft: ClosingDraft; version: number | undefined } | null = null
  let running: AbortController | null = null
  const versionNow = () => detail.peek()?.state_version
  const known = () => (newest?.version === versionNow() ? (newest?.draft ?? null) : null)
  const stop = () => {
    running?.abort()
    running = null
    writing.value = false
  }
  const write = async () => {
    if (known()) return
    stop()
    const own = new AbortController()
    running = own
    writing.value = true
    const version = versionNow()
    const growing = new Set<Field>()
    try {
      const draft = await writeClosing(
        pod,
        session_id,
        (field, text) => {
          if (running !== own) return
          if (isEmpty(field)) growing.add(field)
          if (growing.has(field)) fill(field, text)
        },
        own.signal,
      )
      if (running !== own) return
      newest = { draft, version }
      if (Object.values(draft).some(Boolean)) written_at.value = Date.now()
      for (const [field, text] of Object.entries(draft)) if (text) fill(field as Field, text)
    } catch {
      // what the case itself says stands there
    } finally {
      if (running === own) stop()
    }
  }
  return { writing, written_at, known, write, stop }
}
