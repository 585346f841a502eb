import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Member, Rights, Tenant } from '../records.ts'
import { Refusal } from '../refusal.ts'

export interface Caller {
  tenant: Tenant
  member: Member
  /** `keys` may do what the API member's role allows; `member` carries the rights of the signed-in person. */
  kind: 'keys' | 'member'
  canWrite: boolean
  rights: Rights
}

export type Distortion =
  | 'wrong_flags'
  | 'text_rewritten'
  | 'hours_rounded'
  | 'change_ignored'
  | 'foreign_status_refused'

export interface SimulatorEnv {
  Bindings: Partial<HttpBindings> & { bypass_faults?: boolean }
  Variables: {
    caller: Caller
    distortions: Distortion[]
    /** Notes made after this time are left out of what is read. */
    notes_as_of: string | undefined
    /** Time and schedule entries made after this time are left out of what is read. */
    entries_as_of: string | undefined
    /** The status with which a note that names a member is refused; time and assignments of others are refused too. */
    member_refusal: number | undefined
  }
}

export type RestContext = Context<SimulatorEnv>

const bodyLimitBytes = 2_000_000

/** Reads a JSON body. What is not JSON gets the validation answer, as ConnectWise does. */
export async function readJson(c: RestContext): Promise<unknown> {
  const text = await c.req.text()
  if (text.length > bodyLimitBytes)
    throw new Refusal(413, { code: 'TooLarge', message: 'Request entity too large', errors: null })
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, {
      code: 'InvalidObject',
      message: 'The request body is not valid JSON',
      errors: null,
    })
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function contentType(c: RestContext): string {
  const version = /version=([\d.]+)/.exec(c.req.header('accept') ?? '')?.[1]
  return version
    ? `application/vnd.connectwise.com+json; version=${version}; charset=utf-8`
    : 'application/json; charset=utf-8'
}

export function answer(
  c: RestContext,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': contentType(c), ...headers },
  })
}

export function idParam(c: RestContext, name: string): number {
  const value = c.req.param(name) ?? ''
  return /^\d{1,9}$/.test(value) ? Number(value) : -1
}
