import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import * as v from 'valibot'
import { addNote } from './add-note.ts'
import { changeTicket } from './change-ticket.ts'
import type { Member, MemberSession, Tenant, Ticket } from './records.ts'
import type { SimulatorEnv } from './rest/env.ts'
import { hostedScreens } from './rest/system.ts'
import { boardRows, ticketScreen } from './screen-views.ts'
import { mayOpen, openMemberSession, type Store } from './store.ts'

const cookieName = 'simulator_member'
const codeBase = 'v4_6_release'

const loginSchema = v.object({ company: v.string(), member: v.string() })
const saveSchema = v.object({
  summary: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  status_id: v.number(),
  priority_id: v.number(),
})
const noteSchema = v.object({
  text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(50_000)),
  author: v.picklist(['contact', 'member']),
  placement: v.picklist(['discussion', 'internal', 'resolution']),
})

interface SignedIn {
  tenant: Tenant
  member: Member
  session: MemberSession
}

function signedIn(store: Store, c: Context<SimulatorEnv>): SignedIn | undefined {
  const token = getCookie(c, cookieName)
  const session = store.state.sessions.find((candidate) => candidate.token === token)
  const tenant = session && store.state.tenants[session.company]
  const member = tenant?.members.find((candidate) => candidate.id === session?.memberId)
  return session && tenant && member ? { session, tenant, member } : undefined
}

function memberSummary(tenant: Tenant, member: Member) {
  const { identifier, firstName, lastName, title, email } = member
  return {
    company: tenant.identifier,
    company_name: tenant.name,
    identifier,
    name: `${firstName} ${lastName}`,
    title,
    email,
  }
}

function addressOf(c: Context<SimulatorEnv>): string {
  return new URL(c.req.url).origin
}

function memberRoutes(store: Store) {
  const app = new Hono<SimulatorEnv>()
  app.get('/me', (c) => {
    const who = signedIn(store, c)
    const choices = Object.values(store.state.tenants).flatMap((tenant) =>
      tenant.members
        .filter((member) => member.licenseClass !== 'A' && !member.inactive)
        .map((member) => memberSummary(tenant, member)),
    )
    return c.json({ member: who ? memberSummary(who.tenant, who.member) : null, choices })
  })
  app.post('/login', async (c) => {
    const input = v.safeParse(loginSchema, await c.req.json().catch(() => null))
    const session = input.success
      ? openMemberSession(store, input.output.company, input.output.member)
      : undefined
    if (!session) return c.json({ message: 'No such member' }, 404)
    setCookie(c, cookieName, session.token, {
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      maxAge: 60 * 60 * 24 * 90,
    })
    return c.body(null, 204)
  })
  app.post('/logout', (c) => {
    const who = signedIn(store, c)
    store.state.sessions = store.state.sessions.filter((session) => session !== who?.session)
    store.commit()
    deleteCookie(c, cookieName, { path: '/' })
    return c.body(null, 204)
  })
  app.get('/member-authentication', (c) => {
    const who = signedIn(store, c)
    if (!who) return c.json({ message: 'Not signed in' }, 401)
    return c.json({
      site: addressOf(c),
      companyid: who.tenant.identifier,
      memberid: who.member.identifier,
      memberHash: who.session.memberHash,
      memberContext: who.session.memberContext,
      memberEmail: who.member.email,
      codeBase,
    })
  })
  app.get('/pods', (c) => {
    const who = signedIn(store, c)
    if (!who) return c.json({ message: 'Not signed in' }, 401)
    const screenId = hostedScreens.find(({ name }) => name === 'ServiceTicket')?.screenId
    const pods = who.tenant.hostedSetups.filter(
      (setup) => setup.type === 'Pod' && setup.screenId === screenId && !setup.disabled,
    )
    return c.json({
      pods: pods.map(({ id, description, url, origin, podHeight }) => ({
        id,
        description,
        url,
        origin,
        pod_height: podHeight,
      })),
    })
  })
  return app
}

/** What the ticket screen in the browser talks to. Nothing of ConnectWise's is imitated here. */
export function screenApi(store: Store) {
  const app = new Hono<SimulatorEnv>()
  app.route('/', memberRoutes(store))

  const opened = (c: Context<SimulatorEnv>): { who: SignedIn; ticket: Ticket } | Response => {
    const who = signedIn(store, c)
    if (!who) return c.json({ message: 'Not signed in' }, 401)
    const ticket = who.tenant.tickets.find((candidate) => candidate.id === Number(c.req.param('id')))
    if (!ticket) return c.json({ message: 'There is no such ticket.' }, 404)
    if (!mayOpen(who.member, ticket))
      return c.json({ message: 'Your security role may not open this ticket.' }, 403)
    return { who, ticket }
  }

  app.get('/board', (c) => {
    const who = signedIn(store, c)
    if (!who) return c.json({ message: 'Not signed in' }, 401)
    return c.json({ rows: boardRows(who.tenant, who.member) })
  })
  app.get('/tickets/:id', (c) => {
    const found = opened(c)
    return found instanceof Response
      ? found
      : c.json(ticketScreen(found.who.tenant, found.who.member, found.ticket))
  })
  app.get('/tickets/:id/revision', (c) => {
    const found = opened(c)
    return found instanceof Response ? found : c.json({ revision: found.ticket.revision })
  })
  app.patch('/tickets/:id', async (c) => {
    const found = opened(c)
    if (found instanceof Response) return found
    const input = v.safeParse(saveSchema, await c.req.json().catch(() => null))
    if (!input.success) return c.json({ message: 'The summary needs 1 to 100 characters.' }, 422)
    const { summary, status_id, priority_id } = input.output
    const operations = [
      { op: 'replace', path: 'summary', value: summary },
      { op: 'replace', path: 'status', value: { id: status_id } },
      { op: 'replace', path: 'priority', value: { id: priority_id } },
    ]
    changeTicket(store, found.who.tenant, found.ticket, operations, found.who.member.identifier)
    return c.json(ticketScreen(found.who.tenant, found.who.member, found.ticket))
  })
  app.post('/tickets/:id/notes', async (c) => {
    const found = opened(c)
    if (found instanceof Response) return found
    const { who, ticket } = found
    const input = v.safeParse(noteSchema, await c.req.json().catch(() => null))
    if (!input.success) return c.json({ message: 'The note needs a text.' }, 422)
    const { text, author, placement } = input.output
    const isContact = author === 'contact'
    if (isContact && ticket.contactId === null) return c.json({ message: 'This ticket has no contact.' }, 422)
    addNote(store, who.tenant, ticket, {
      text,
      discussion: placement === 'discussion',
      internal: placement === 'internal',
      resolution: placement === 'resolution',
      issue: false,
      memberId: isContact ? null : who.member.id,
      contactId: isContact ? ticket.contactId : null,
      customerUpdated: isContact,
      processNotifications: !isContact,
      createdBy: isContact ? 'EmailConnector' : who.member.identifier,
    })
    return c.json(ticketScreen(who.tenant, who.member, ticket), 201)
  })
  return app
}
