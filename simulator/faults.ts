import * as v from 'valibot'

const faultLimit = 50

const faultKinds = [
  'unreachable',
  'slow',
  'hang',
  'status',
  'html',
  'nonsense',
  'reply_lost',
  'reply_lost_before',
  'half_body',
  'late_commit',
  'notes_unreadable',
  'notes_stale',
  'entries_stale',
  'empty_201',
  'wrong_id',
  'wrong_flags',
  'text_rewritten',
  'member_refused',
  'order_refused',
  'hours_rounded',
  'change_ignored',
  'foreign_status_refused',
] as const

const faultSchema = v.object({
  kind: v.picklist(faultKinds),
  /** How many requests it strikes; without it, it stays until cleared. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))),
  match: v.optional(v.object({ method: v.optional(v.string()), path: v.optional(v.string()) })),
  /** Only requests of this login company. */
  company: v.optional(v.string()),
  delay_ms: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600_000))),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  code: v.optional(v.string()),
  retry_after: v.optional(v.union([v.number(), v.string()])),
  /** For `status`, `html` and `hang`: the request is carried out before the bad answer. */
  after_commit: v.optional(v.boolean()),
  label: v.optional(v.string()),
})

export type FaultInput = v.InferOutput<typeof faultSchema>

export interface Fault extends FaultInput {
  id: number
  struck: number
  left: number | null
  created_at: string
}

export interface FaultedRequest {
  method: string
  path: string
  company: string | undefined
}

export interface Faults {
  add(input: unknown): Fault
  list(): Fault[]
  clear(id?: number): void
  /** The faults that strike this request; each one found is counted. */
  strike(request: FaultedRequest): Fault[]
  isActive(fault: Fault): boolean
}

const entryPath = /\/(time|schedule)\/entries(\/|\?|$)/i
const ticketPath = /\/service\/tickets\/\d+$/i
const notePath = /\/service\/tickets\/\d+\/(all)?notes(\/|\?|$)/i

function strikes(fault: Fault, request: FaultedRequest): boolean {
  const { match, company, kind } = fault
  const isWrite = request.method !== 'GET'
  if (match?.method && match.method.toUpperCase() !== request.method) return false
  if (match?.path && !request.path.toLowerCase().includes(match.path.toLowerCase())) return false
  if (company && company.toLowerCase() !== request.company) return false
  if (kind === 'notes_unreadable' || kind === 'notes_stale') return !isWrite && notePath.test(request.path)
  if (kind === 'entries_stale') return !isWrite && entryPath.test(request.path)
  if (kind === 'wrong_flags' || kind === 'text_rewritten')
    return request.method === 'POST' && notePath.test(request.path)
  if (kind === 'member_refused')
    return request.method === 'POST' && (notePath.test(request.path) || entryPath.test(request.path))
  if (kind === 'hours_rounded') return request.method === 'POST' && entryPath.test(request.path)
  if (kind === 'change_ignored' || kind === 'foreign_status_refused')
    return request.method === 'PATCH' && ticketPath.test(request.path)
  if (kind === 'late_commit' || kind === 'empty_201' || kind === 'wrong_id') return isWrite
  return !(kind === 'reply_lost' && !match && !isWrite)
}

export function createFaults(stamp: () => string): Faults {
  let faults: Fault[] = []
  let lastId = 0
  return {
    add(input) {
      const parsed = v.parse(faultSchema, input)
      if (faults.length >= faultLimit) throw new Error(`At most ${faultLimit} faults at a time`)
      lastId += 1
      const fault: Fault = {
        ...parsed,
        id: lastId,
        struck: 0,
        left: parsed.times ?? null,
        created_at: stamp(),
      }
      faults.push(fault)
      return { ...fault }
    },
    list: () => faults.map((fault) => ({ ...fault })),
    clear(id) {
      faults = id === undefined ? [] : faults.filter((fault) => fault.id !== id)
    },
    strike(request) {
      const found = faults.filter((fault) => strikes(fault, request))
      for (const fault of found) {
        fault.struck += 1
        if (fault.left !== null) fault.left -= 1
      }
      faults = faults.filter((fault) => fault.left === null || fault.left > 0)
      return found
    },
    isActive: (fault) => faults.includes(fault),
  }
}
