import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { publicUrl } from '../config.ts'
import type { AppEnv } from '../http/routes.ts'

type Kept = { name: string; path: string; sameSite: 'Lax' | 'Strict'; maxAge: number }

/**
 * A cookie out of reach of scripts. Over https its name is one that browsers take from this very host alone: another
 * host of the domain could else plant a sign-in of its own, and our people would work in somebody else's account.
 */
export function setHostCookie(c: Context<AppEnv>, value: string, { name, ...kept }: Kept): void {
  const options = { ...kept, httpOnly: true }
  if (isHttps(c)) setCookie(c, name, value, { ...options, path: '/', secure: true, prefix: 'host' })
  else setCookie(c, name, value, options)
}

export function readHostCookie(c: Context<AppEnv>, { name }: Pick<Kept, 'name'>): string | undefined {
  return isHttps(c) ? getCookie(c, name, 'host') : getCookie(c, name)
}

export function forgetHostCookie(c: Context<AppEnv>, { name, path }: Pick<Kept, 'name' | 'path'>): void {
  if (isHttps(c)) deleteCookie(c, name, { path: '/', secure: true, prefix: 'host' })
  else deleteCookie(c, name, { path })
}

const isHttps = (c: Context<AppEnv>) => publicUrl(c.get('world').config).startsWith('https:')
