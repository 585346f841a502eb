export type Trouble = 'late' | 'lost' | 'error_before' | 'error_after' | 'in_use' | 'ignored' | 'refused'
export type Write = 'note' | 'time' | 'ticket' | 'resource' | 'removal'
/** Who reads a note of Deskline: the desk, the customer in the talk, the customer as the answer. */
export type Audience = 'desk' | 'talk' | 'answer'

export type Person = { key: string; login: string; name: string; mail: string; left: boolean; robot: boolean }
export type Stage = { key: string; queue: string; name: string; ends: boolean }
export type DeskTicket = {
  key: string
  title: string
  customer: string
  queue: string
  stage: string
  owner: string | null
  /** Customers who are mailed when they can read a note. */
  mailed: string[]
  /** Of another customer of Deskline: these keys do not show it. */
  foreign: boolean
}
export type DeskNote = {
  key: string
  ticket: string
  text: string
  audience: Audience
  author: string
  /** Written by the customer, or for booked work. */
  by: 'desk' | 'customer' | 'work'
  at: string
}
export type Work = {
  key: string
  ticket: string
  login: string
  from: string
  minutes: number
  kind: string
  told: string
  kept: string
  billed: boolean
}
export type Helper = { key: string; ticket: string; person: string; done: boolean }

/** `ticket`: how it stands now, where one was written. */
export type Answer = { status: number; key?: string; ticket?: DeskTicket }

const lateMs = 100

/** Deskline: a small PSA of our own, to hold the door for PSAs open. Its keys are words and its tickets `T-1001`. */
export function createDesk(seed: {
  people: Person[]
  stages: Stage[]
  tickets: DeskTicket[]
  notes: DeskNote[]
}) {
  const state = {
    ...structuredClone(seed),
    works: [] as Work[],
    helpers: [] as Helper[],
    mails: [] as string[],
  }
  const struck = new Map<Write, Trouble>()
  const late = new Set<Promise<void>>()
  let next = 1000
  const isKnown = (password: string) => password === 'open sesame'

  /** Every write of the PSA: checks the password, meets what it is struck with, and answers or breaks off. */
  async function write(password: string, kind: Write, act: () => Answer): Promise<Answer> {
    if (!isKnown(password)) return { status: 401 }
    const trouble = struck.get(kind)
    struck.delete(kind)
    if (trouble === 'refused') return { status: 403 }
    if (trouble === 'in_use') return { status: 409 }
    if (trouble === 'error_before') return { status: 503 }
    if (trouble === 'ignored') {
      const before = structuredClone(state)
      const answer = act()
      const ticket = before.tickets.find(({ key }) => key === answer.ticket?.key)
      Object.assign(state, before)
      return { ...answer, ...(ticket ? { ticket } : {}) }
    }
    if (trouble === 'late') {
      late.add(new Promise((done) => setTimeout(done, lateMs)).then(() => void act()))
      throw new Error('the connection broke')
    }
    const answer = act()
    if (trouble === 'error_after') return { status: 500 }
    if (trouble === 'lost') throw new Error('the connection broke')
    return answer
  }

  return {
    state,
    isKnown,
    write,
    newKey: (letter: string) => `${letter}-${++next}`,
    person: (key: string | null) => state.people.find((one) => one.key === key && !one.left && !one.robot),
    ticket: (key: string) => state.tickets.find((one) => one.key === key && !one.foreign),
    strike: (kind: Write, trouble: Trouble) => void struck.set(kind, trouble),
    settled: async () => void (await Promise.all(late)),
  }
}
export type Desk = ReturnType<typeof createDesk>
