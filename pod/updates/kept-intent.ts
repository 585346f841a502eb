import { newId } from '../ui/new-id.ts'
import type { Remembering } from '../ui/remember.ts'

type Intent = { update_id: string; visibility: 'internal' | 'client_visible'; content: string }

const nameOf = (update_id: string, visibility: string) => `intent.${update_id}.${visibility}`

/**
 * One key per text and reader, written down before its first request: pressing again after a lost answer, also on a
 * page that was reloaded meanwhile, asks for the same post and not for a second one.
 */
export function keyOfIntent(store: Remembering, { update_id, visibility, content }: Intent): string {
  const name = nameOf(update_id, visibility)
  const text = markOf(content)
  const [kept, key] = store.recall(name)?.split(' ') ?? []
  if (kept === text && key) return key
  const fresh = newId()
  store.remember(name, `${text} ${fresh}`)
  return fresh
}

/** The server has it: pressing after that is a new intent. */
export function forgetIntents(store: Remembering, update_id: string): void {
  for (const visibility of ['internal', 'client_visible']) store.remember(nameOf(update_id, visibility), '')
}

/** Tells texts of one update apart without keeping them: the server compares the texts themselves. FNV-1a. */
function markOf(text: string): string {
  let mark = 0x811c9dc5
  for (const sign of text) mark = Math.imul(mark ^ (sign.codePointAt(0) ?? 0), 0x01000193)
  return `${text.length}-${(mark >>> 0).toString(36)}`
}
