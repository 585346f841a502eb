import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { publicUrl } from '../config.ts'
import type { AppEnv } from '../http/routes.ts'

const cookieName = 'flowpilot_refresh'
const cookiePath = '/api/v1/auth'
const cookieDays = 30

/** Where our own pages keep their refresh token: out of reach of scripts. */
export function keepInCookie(c: Context<AppEnv>, refreshToken: string): void {
  setCookie(c, cookieName, refreshToken, {
    path: cookiePath,
    httpOnly: true,
    sameSite: 'Strict',
    secure: publicUrl(c.get('world').config).startsWith('https:'),
    maxAge: cookieDays * 24 * 3600,
  })
}

/** A cookie is sent whoever asks: only our own pages can make it count. */
export function cookieToken(c: Context<AppEnv>): string | undefined {
  return isOwnPage(c) ? getCookie(c, cookieName) : undefined
}

export function forgetCookie(c: Context<AppEnv>): void {
  if (isOwnPage(c)) deleteCookie(c, cookieName, { path: cookiePath })
}

export function isOwnPage(c: Context<AppEnv>): boolean {
  const { PUBLIC_URL } = c.get('world').config
  const host = c.req.header('host') ?? new URL(c.req.url).host
  return c.req.header('origin') === (PUBLIC_URL ? new URL(PUBLIC_URL).origin : `http://${host}`)
}
