import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { seenTicket } from './messages.ts'

/**
 * One thing kept. `version` grows when its form does; `mend` makes the newest form of an older one, or answers
 * undefined. What can't be read is forgotten, and `lost` says so to the person where it was theirs.
 */
export type Item<T> = {
  area: 'local' | 'session'
  key: string
  version: number
  schema: v.GenericSchema<unknown, T>
  empty: T
  mend?: (value: unknown, version: number) => unknown
  lost?: string
}

const envelope = v.object({ version: v.number(), value: v.unknown() })

export const settings: Item<{ server_url: string | null; ticket_button: boolean; notices: boolean }> = {
  area: 'local',
  key: 'settings',
  version: 1,
  schema: v.object({
    server_url: v.nullable(v.pipe(v.string(), v.maxLength(300))),
    ticket_button: v.boolean(),
    notices: v.boolean(),
  }),
  empty: { server_url: null, ticket_button: true, notices: true },
  lost: 'The settings of another version of FlowPilot could not be read. Look through the options once.',
}

/** Read and written by `features/keep-token.ts` alone. */
export const signInKept: Item<{ refresh_token: string; server_url: string } | null> = {
  area: 'local',
  key: 'sign_in',
  version: 1,
  schema: v.nullable(v.object({ refresh_token: v.string(), server_url: v.string() })),
  empty: null,
  lost: 'The sign-in of another version of FlowPilot could not be read. Sign in again.',
}

/** Who is signed in, for every page to see. `word`: why nobody is. */
export const who: Item<{ user: { id: string; name: string } | null; word: string | null }> = {
  area: 'local',
  key: 'who',
  version: 1,
  schema: v.object({
    user: v.nullable(v.object({ id: v.string(), name: v.string() })),
    word: v.nullable(v.string()),
  }),
  empty: { user: null, word: null },
}

/** How far this browser has read the server's events, and what it notified of (`kind id`). */
export const eventPlace: Item<{ user_id: string; last_id: string | null; shown: string[] } | null> = {
  area: 'local',
  key: 'event_place',
  version: 1,
  schema: v.nullable(
    v.object({ user_id: v.string(), last_id: v.nullable(v.string()), shown: v.array(v.string()) }),
  ),
  empty: null,
}

/** Sentences about what was lost on the way, shown once. */
export const words: Item<string[]> = {
  area: 'local',
  key: 'words',
  version: 1,
  schema: v.array(v.string()),
  empty: [],
}

/** That server and panel understand each other, asked once per start of the browser. */
export const agreed: Item<string | null> = {
  area: 'session',
  key: 'agreed',
  version: 1,
  schema: v.nullable(v.string()),
  empty: null,
}

/** Whether a case of mine is open on a ticket, and when that was asked, by `user site ticket`. */
export const caseMarks: Item<Record<string, { open: boolean; asked_at: number }>> = {
  area: 'session',
  key: 'case_marks',
  version: 1,
  schema: v.record(v.string(), v.object({ open: v.boolean(), asked_at: v.number() })),
  empty: {},
}

export const ticketOfTab = (tabId: number): Item<v.InferOutput<typeof seenTicket> | null> => ({
  area: 'session',
  key: `tab.${tabId}`,
  version: 1,
  schema: v.nullable(seenTicket),
  empty: null,
})

/** Each person's own: whoever signs in next finds none. */
export const pinOfWindow = (
  windowId: number,
  userId: string,
): Item<{ session_id: string; ticket_id: string | null } | null> => ({
  area: 'session',
  key: `pin.${windowId}.${userId}`,
  version: 1,
  schema: v.nullable(v.object({ session_id: v.string(), ticket_id: v.nullable(v.string()) })),
  empty: null,
})

export async function read<T>(item: Item<T>): Promise<T> {
  const found = (await browser.storage[item.area].get(item.key))[item.key]
  if (found === undefined) return item.empty
  const known = parse(item, found)
  if (known) return known.value
  await browser.storage[item.area].remove(item.key)
  if (item.lost) await write(words, [...(await read(words)).filter((each) => each !== item.lost), item.lost])
  return item.empty
}

export async function write<T>(item: Item<T>, value: T): Promise<void> {
  await browser.storage[item.area].set({ [item.key]: { version: item.version, value } })
}

const changing = new Map<string, Promise<unknown>>()
/** Reads, changes and writes without another change of this part of the extension between. */
export function change<T>(item: Item<T>, how: (before: T) => T): Promise<void> {
  const after = (changing.get(item.key) ?? Promise.resolve()).then(async () =>
    write(item, how(await read(item))),
  )
  changing.set(
    item.key,
    after.catch(() => {}),
  )
  return after
}

export async function forget(item: Pick<Item<unknown>, 'area' | 'key'>): Promise<void> {
  await browser.storage[item.area].remove(item.key)
}

/** Tells each later value, whichever part of the extension writes it. The answer stops listening. */
export function watch<T>(item: Item<T>, tell: (value: T) => void): () => void {
  const onChange = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    const change = changes[item.key]
    if (area !== item.area || !change) return
    tell(change.newValue === undefined ? item.empty : (parse(item, change.newValue)?.value ?? item.empty))
  }
  browser.storage.onChanged.addListener(onChange)
  return () => browser.storage.onChanged.removeListener(onChange)
}

function parse<T>(item: Item<T>, found: unknown): { value: T } | null {
  const outer = v.safeParse(envelope, found)
  if (!outer.success) return null
  const { version, value } = outer.output
  const current = version === item.version ? value : version < item.version && item.mend?.(value, version)
  const inner = v.safeParse(item.schema, current)
  return inner.success ? { value: inner.output } : null
}
