import * as v from 'valibot'
import { browser } from 'wxt/browser'
import type { TicketReference } from './pages/site.ts'

const short = (max: number) => v.pipe(v.string(), v.maxLength(max))

/** What a tab shows, as its own page says: a hint for people and for the server, which looks for itself. */
export const seenTicket = v.object({
  product: short(20),
  product_name: short(40),
  ticket_id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9.]{1,40}$/)),
  site: short(300),
  certainty: v.picklist(['shown', 'address', 'hint']),
  needs_grant: v.boolean(),
}) satisfies v.GenericSchema<unknown, Omit<TicketReference, 'product'> & { product: string }>
export type SeenTicket = v.InferOutput<typeof seenTicket>

/** All that a content script may say. `ticket_seen` is answered with PageAnswer, `panel_wanted` with OpenAnswer. */
const fromPage = v.variant('kind', [
  v.object({ kind: v.literal('ticket_seen'), ticket: v.nullable(seenTicket) }),
  v.object({ kind: v.literal('panel_wanted') }),
])
export type FromPage = v.InferOutput<typeof fromPage>
export type PageAnswer = { button: boolean }
export type OpenAnswer = { opened: boolean }

/** What our own pages ask of the background. */
const fromPanel = v.variant('kind', [
  v.object({
    kind: v.literal('token_wanted'),
    rejected: v.optional(short(8192)),
    again: v.optional(v.boolean()),
  }),
  v.object({ kind: v.literal('sign_in_wanted') }),
  v.object({ kind: v.literal('sign_out_wanted') }),
  v.object({
    kind: v.literal('event_heard'),
    event: short(40),
    id: v.nullable(short(20)),
    data: v.unknown(),
  }),
])
export type FromPanel = v.InferOutput<typeof fromPanel>

/** What keeps the panel from working, each with one sentence of its own. */
export const obstacles = [
  'no_server',
  'not_signed_in',
  'unreachable',
  'extension_too_old',
  'server_too_old',
  'sign_in_given_up',
] as const
export type Obstacle = (typeof obstacles)[number]

const panelAnswer = v.variant('kind', [
  v.object({
    kind: v.literal('token'),
    access_token: v.string(),
    left_s: v.number(),
    /** The only one it may be shown to. */
    server_url: v.string(),
  }),
  v.object({ kind: v.literal('obstacle'), code: v.picklist(obstacles), word: v.optional(v.string()) }),
  v.object({ kind: v.literal('done') }),
])
export type PanelAnswer = v.InferOutput<typeof panelAnswer>

/** The background's question to the content script of a tab: say again what you see. */
export const ticketWanted = { kind: 'ticket_wanted' } as const

type Sender = { id?: string; url?: string; origin?: string; frameId?: number; tab?: { id?: number } }
export type Received =
  | { from: 'page'; tab_id: number; origin: string; message: FromPage }
  | { from: 'panel'; message: FromPanel }

/** A message with its sender told apart by what the browser says of it, never by what it says itself. Else null. */
export function receive(message: unknown, sender: Sender): Received | null {
  if (sender.id !== browser.runtime.id || !sender.url) return null
  const origin = sender.origin ?? originOf(sender.url)
  if (origin === originOf(browser.runtime.getURL('/'))) {
    const parsed = v.safeParse(fromPanel, message)
    return parsed.success ? { from: 'panel', message: parsed.output } : null
  }
  const parsed = v.safeParse(fromPage, message)
  const tabId = sender.tab?.id
  if (!parsed.success || tabId === undefined || sender.frameId !== 0) return null
  return { from: 'page', tab_id: tabId, origin, message: parsed.output }
}

/** `URL.origin` is "null" for the extension's own scheme in some browsers. */
function originOf(address: string): string {
  return address.split('/').slice(0, 3).join('/')
}

export async function ask(message: FromPanel): Promise<PanelAnswer> {
  const answer: unknown = await browser.runtime.sendMessage(message)
  return v.parse(panelAnswer, answer)
}
