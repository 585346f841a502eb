import { timingSafeEqual } from 'node:crypto'
import { getCookie } from 'hono/cookie'
import type { Rights } from '../records.ts'
import { refusal, security, unauthorized } from '../refusal.ts'
import type { Store } from '../store.ts'
import type { Caller, RestContext } from './env.ts'

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const memberRights: Rights = { time: 'all', schedule: 'all', closesTickets: true }

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function basicParts(
  header: string | undefined,
): { company: string; publicKey: string; privateKey: string } | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1]
  if (!encoded) return undefined
  const match = /^([^+:]+)\+([^:]+):(.+)$/.exec(Buffer.from(encoded, 'base64').toString('utf8'))
  const [, company, publicKey, privateKey] = match ?? []
  return company && publicKey && privateKey
    ? { company: company.toLowerCase(), publicKey, privateKey }
    : undefined
}

/** The company a request says it comes from; nothing is checked here. */
export function claimedCompany(c: RestContext): string | undefined {
  return basicParts(c.req.header('authorization'))?.company ?? getCookie(c, 'companyName')?.toLowerCase()
}

function byKeys(store: Store, header: string): Caller {
  const parts = basicParts(header)
  const tenant = parts && store.state.tenants[parts.company]
  const key = tenant?.keys.find((candidate) => candidate.publicKey === parts?.publicKey)
  const member = tenant?.members.find((candidate) => candidate.id === key?.memberId)
  if (!parts || !tenant || !key || !member || !isSame(key.privateKey, parts.privateKey)) throw unauthorized()
  return { tenant, member, kind: 'keys', canWrite: !key.readOnly, rights: key.rights }
}

function byCookies(store: Store, c: RestContext): Caller {
  const company = getCookie(c, 'companyName')?.toLowerCase()
  const identifier = getCookie(c, 'memberId')?.toLowerCase()
  const hash = getCookie(c, 'memberHash')
  const context = getCookie(c, 'memberContext')
  if (!company || !identifier || !hash || !context) throw unauthorized()
  const tenant = store.state.tenants[company]
  const session = store.state.sessions.find((candidate) => isSame(candidate.memberHash, hash))
  const member = tenant?.members.find((candidate) => candidate.id === session?.memberId)
  if (!tenant || !session || !member || session.company !== company || session.memberContext !== context)
    throw unauthorized()
  // The hash decides who it is; the id in the cookie is looked at no further, as in the product.
  return { tenant, member, kind: 'member', canWrite: true, rights: memberRights }
}

export function authenticate(store: Store, c: RestContext): Caller {
  const clientId = c.req.header('clientid')
  if (!clientId || !guid.test(clientId))
    throw refusal(403, 'Security', 'A valid clientId header is required.')
  const header = c.req.header('authorization')
  return header ? byKeys(store, header) : byCookies(store, c)
}

export function requireWrite(caller: Caller): void {
  if (!caller.canWrite) throw security('You do not have security permission to perform this action.')
}

export function requireModule({ rights }: Caller, module: 'time' | 'schedule'): void {
  if (rights[module] === 'none') throw security('You do not have security permission to perform this action.')
}
