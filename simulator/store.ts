import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Member, MemberSession, Noun, SimulatorState, Tenant, Ticket } from './records.ts'
import { seedState } from './seed/seed.ts'
import { upgraded } from './upgrade.ts'

const sessionLimit = 200

export interface Store {
  readonly state: SimulatorState
  now(): Date
  stamp(): string
  nextId(noun: Noun): number
  commit(): void
  reset(): void
}

function readState(stateFile: string, now: Date): SimulatorState {
  const state = upgraded(JSON.parse(readFileSync(stateFile, 'utf8')), now)
  if (!state) throw new Error(`${stateFile} is not a state of this simulator; move it away and start again`)
  return state
}

export function wholeSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}

export function createStore(options: { stateFile?: string | undefined; now: () => Date }): Store {
  const { stateFile, now } = options
  const isKept = stateFile !== undefined && existsSync(stateFile)
  let state = isKept ? readState(stateFile, now()) : seedState(now())

  const store: Store = {
    get state() {
      return state
    },
    now,
    stamp: () => wholeSeconds(now()),
    nextId(noun) {
      state.counters[noun] += 1
      return state.counters[noun]
    },
    commit() {
      if (!stateFile) return
      mkdirSync(dirname(stateFile), { recursive: true })
      writeFileSync(`${stateFile}.new`, JSON.stringify(state))
      renameSync(`${stateFile}.new`, stateFile)
    },
    reset() {
      const fresh = seedState(now())
      for (const noun of Object.keys(fresh.counters) as Noun[]) {
        fresh.counters[noun] = Math.max(fresh.counters[noun], state.counters[noun])
      }
      for (const tenant of Object.values(fresh.tenants)) {
        tenant.hostedSetups = state.tenants[tenant.identifier]?.hostedSetups ?? []
      }
      fresh.sessions = state.sessions
      state = fresh
      store.commit()
    },
  }
  // A second process that finds its port taken must not have written over the first one's state.
  if (!isKept) store.commit()
  return store
}

export function findMember(tenant: Tenant, identifier: string): Member | undefined {
  return tenant.members.find((member) => member.identifier.toLowerCase() === identifier.toLowerCase())
}

export function openMemberSession(
  store: Store,
  company: string,
  identifier: string,
): MemberSession | undefined {
  const tenant = store.state.tenants[company]
  const member = tenant && findMember(tenant, identifier)
  if (!tenant || !member || member.inactive || member.licenseClass === 'A') return undefined
  const session: MemberSession = {
    token: randomBytes(24).toString('base64url'),
    company,
    memberId: member.id,
    memberHash: randomBytes(24).toString('base64url'),
    memberContext: 'web',
    createdAt: store.stamp(),
  }
  store.state.sessions.push(session)
  if (store.state.sessions.length > sessionLimit) store.state.sessions.shift()
  store.commit()
  return session
}

export function mayOpen(member: Member, ticket: Ticket): boolean {
  return !member.hiddenBoardIds.includes(ticket.boardId)
}

export function touch(store: Store, ticket: Ticket, by: string): void {
  ticket.lastUpdated = store.stamp()
  ticket.updatedBy = by
  ticket.revision += 1
}
