import type { Simulator } from './app.ts'
import { demoClientId, demoKeys } from './seed/constants.ts'

const restBase = 'http://127.0.0.1:8788/v4_6_release/apis/3.0'

interface Keys {
  companyId: string
  publicKey: string
  privateKey: string
}

export function keyHeaders({ companyId, publicKey, privateKey }: Keys = demoKeys): Record<string, string> {
  const encoded = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64')
  return { authorization: `Basic ${encoded}`, clientid: demoClientId }
}

export function memberHeaders(
  simulator: Simulator,
  company: string,
  identifier: string,
): Record<string, string> {
  const session = simulator.openMemberSession(company, identifier)
  const cookies = {
    companyName: company,
    memberId: identifier,
    memberHash: session.memberHash,
    memberContext: session.memberContext,
  }
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`)
  return { cookie: cookie.join('; '), clientid: demoClientId }
}

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked at, not built upon
  body: any
  headers: Headers
}

export async function ask(
  simulator: Simulator,
  path: string,
  init: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await simulator.fetch(`${restBase}${path}`, {
    method: init.method ?? 'GET',
    headers: { ...keyHeaders(), ...init.headers },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') && text !== ''
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
}

export function where(conditions: string): string {
  return `conditions=${encodeURIComponent(conditions)}`
}
