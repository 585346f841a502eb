import * as v from 'valibot'
import { browser } from 'wxt/browser'
import type { TabTicket } from '../messages.ts'
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

const page = v.object({ items: v.array(v.object({ status: v.string() })) })

/** On the toolbar button: a dot for a ticket that is recognised, a filled one where a case of mine is open on it. */
export async function showBadge(tabId: number, keeper: TokenKeeper): Promise<void> {
  const ticket = await read(ticketOfTab(tabId))
  await paint(tabId, ticket, 'ticket')
  if (ticket?.product !== 'connectwise') return
  if (await hasMyCase(ticket.ticket_id, keeper))
    await paint(tabId, await read(ticketOfTab(tabId)), 'case', ticket)
}

async function paint(
  tabId: number,
  ticket: TabTicket | null,
  look: 'ticket' | 'case',
  asked: TabTicket | null = ticket,
): Promise<void> {
  // the tab moved on while the server was asked
  if (asked?.ticket_id !== ticket?.ticket_id) return
  const { text, color, title } = looks[ticket ? look : 'none']
  const words = ticket ? `${title} #${ticket.ticket_id}` : title
  await Promise.all([
    browser.action.setBadgeText({ tabId, text }),
    browser.action.setBadgeBackgroundColor({ tabId, color }),
    browser.action.setTitle({ tabId, title: words }),
  ]).catch(() => {}) // the tab was closed meanwhile
}

async function hasMyCase(ticketId: string, keeper: TokenKeeper): Promise<boolean> {
  if ((await read(who)).user === null) return false
  const known = await claim(ticketId)
  if (known !== 'ask') return known
  const [address, answer] = [await serverAddress(), await keeper.give()]
  if (!address || answer.kind !== 'token') return false
  try {
    const query = new URLSearchParams({ ticket_id: ticketId, mine: 'true', limit: '5' })
    const headers = { authorization: `Bearer ${answer.access_token}` }
    const { items } = await callServer(`${address.url}/api/v1/ai-sessions?${query}`, page, { headers })
    const open = items.some(({ status }) => status !== 'resolved')
    await change(caseMarks, (marks) => withMark(marks, ticketId, open))
    return open
  } catch {
    return false
  }
}

/** What is known of late; else `ask`, to one of all who want to know at once. */
async function claim(ticketId: string): Promise<boolean | 'ask'> {
  let known: boolean | 'ask' = 'ask'
  await change(caseMarks, (marks) => {
    const mark = marks[ticketId]
    if (!mark || Date.now() - mark.asked_at >= askEveryMs)
      return withMark(marks, ticketId, mark?.open ?? false)
    known = mark.open
    return marks
  })
  return known
}

type Marks = (typeof caseMarks)['empty']

function withMark(marks: Marks, ticketId: string, open: boolean): Marks {
  const others = Object.entries(marks).filter(([id]) => id !== ticketId)
  const kept = others.toSorted(([, a], [, b]) => b.asked_at - a.asked_at).slice(0, maxMarks - 1)
  return { ...Object.fromEntries(kept), [ticketId]: { open, asked_at: Date.now() } }
}
