import type { Context } from 'hono'
import type { AppEnv } from '../http/routes.ts'

/** The fields of a form; undefined when it is none or one of its fields came twice. */
export async function readForm(c: Context<AppEnv>): Promise<Record<string, string> | undefined> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')) return undefined
  const fields = [...new URLSearchParams(await c.req.text())]
  const form = Object.fromEntries(fields)
  return Object.keys(form).length === fields.length ? form : undefined
}
