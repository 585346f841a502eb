import type { Context } from 'hono'
import type { AppEnv } from '../http/routes.ts'
import { forgetHostCookie, readHostCookie, setHostCookie } from './host-cookie.ts'

const cookie = {
  name: 'flowpilot_refresh',
  path: '/api/v1/auth',
  sameSite: 'Strict',
  maxAge: 30 * 24 * 3600,
} as const

/** Where our own pages keep their refresh token: out of reach of scripts. */
export function keepInCookie(c: Context<AppEnv>, refreshToken: string): void {
  setHostCookie(c, refreshToken, cookie)
}

/** A cookie is sent whoever asks: only our own pages can make it count. */
export function cookieToken(c: Context<AppEnv>): string | undefined {
  return isOwnPage(c) ? readHostCookie(c, cookie) : undefined
}

export function forgetCookie(c: Context<AppEnv>): void {
  if (isOwnPage(c)) forgetHostCookie(c, cookie)
}

export function isOwnPage(c: Context<AppEnv>): boolean {
  const { PUBLIC_URL } = c.get('world').config
  const host = c.req.header('host') ?? new URL(c.req.url).host
  return c.req.header('origin') === (PUBLIC_URL ? new URL(PUBLIC_URL).origin : `http://${host}`)
}
