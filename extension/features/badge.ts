import * as v from 'valibot'
import { browser } from 'wxt/browser'
import type { TabTicket } from '../../pod/host.ts'
import { caseMarks, change, read, ticketOfTab, who } from '../storage.ts'
import { callServer } from './call-server.ts'
import type { TokenKeeper } from './keep-token.ts'
import { serverAddress } from './server-address.ts'

/** A ticket is asked about at most this often. */
const askEveryMs = 60_000
const maxMarks = 200
const looks = {
  none: { text: '', color: '#5b6675', title: 'FlowPilot' },
  ticket: { text: '•', color: '#5b6675', title: 'FlowPilot: ticket' },
  case: { text: '●', color: '#2462d0', title: 'FlowPilot: your case on ticket' },
} as const

const me = v.object({ psa: v.object({ site_url: v.nullable(v.string()) }) })
const page = v.object({ items: v.array(v.object({ status: v.string() })) })

/** On the toolbar button: a dot for a ticket that is recognised, a filled one where a case of mine is open on it. */
export async function showBadge(tabId: number, keeper: TokenKeeper): Promise<void> {
  const ticket = await read(ticketOfTab(tabId))
  await paint(tabId, ticket, 'ticket')
  if (ticket?.product !== 'connectwise') return
  if (await hasMyCase(ticket, keeper)) await paint(tabId, await read(ticketOfTab(tabId)), 'case', ticket)
}

async function paint(
  tabId: number,
  ticket: TabTicket | null,
  look: 'ticket' | 'case',
  asked: TabTicket | null = ticket,
): Promise<void> {
  // the tab moved on while the server was asked
  if (asked?.ticket_id !== ticket?.ticket_id || asked?.site !== ticket?.site) return
  const { text, color, title } = looks[ticket ? look : 'none']
  const words = ticket ? `${title} #${ticket.ticket_id}` : title
  await Promise.all([
    browser.action.setBadgeText({ tabId, text }),
    browser.action.setBadgeBackgroundColor({ tabId, color }),
    browser.action.setTitle({ tabId, title: words }),
  ]).catch(() => {}) // the tab was closed meanwhile
}

async function hasMyCase({ ticket_id, site }: TabTicket, keeper: TokenKeeper): Promise<boolean> {
  const { user } = await read(who)
  if (user === null) return false
  const mark = `${user.id} ${site} ${ticket_id}`
  const known = await claim(mark)
  if (known !== 'ask') return known
  const [address, answer] = [await serverAddress(), await keeper.give()]
  if (!address || answer.kind !== 'token') return false
  try {
    const headers = { authorization: `Bearer ${answer.access_token}` }
    const { psa } = await callServer(`${address.url}/api/v1/me`, me, { headers })
    if (psa.site_url === null || hostOf(psa.site_url) !== hostOf(site)) return false
    const query = new URLSearchParams({ ticket_id, mine: 'true', limit: '5' })
    const { items } = await callServer(`${address.url}/api/v1/ai-sessions?${query}`, page, { headers })
    const open = items.some(({ status }) => status !== 'resolved')
    await change(caseMarks, (marks) => withMark(marks, mark, open))
    return open
  } catch {
    return false
  }
}

/** Numbers are only unique within one site; the cloud's REST interface has `api-` before its name. */
const hostOf = (address: string) => new URL(address).host.replace(/^api-/, '')

/** What is known of late; else `ask`, to one of all who want to know at once. */
async function claim(key: string): Promise<boolean | 'ask'> {
  let known: boolean | 'ask' = 'ask'
  await change(caseMarks, (marks) => {
    const mark = marks[key]
    if (!mark || Date.now() - mark.asked_at >= askEveryMs) return withMark(marks, key, mark?.open ?? false)
    known = mark.open
    return marks
  })
  return known
}

type Marks = (typeof caseMarks)['empty']

function withMark(marks: Marks, key: string, open: boolean): Marks {
  const others = Object.entries(marks).filter(([other]) => other !== key)
  const kept = others.toSorted(([, a], [, b]) => b.asked_at - a.asked_at).slice(0, maxMarks - 1)
  return { ...Object.fromEntries(kept), [key]: { open, asked_at: Date.now() } }
}
