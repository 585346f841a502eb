import type { Context } from 'hono'
import type { SignedIn } from '../../shared/contracts/accounts.ts'
import type { AppEnv } from '../http/routes.ts'
import { lifetimeS } from '../keys/access-token.ts'
import type { Refreshed } from './refresh.ts'
import { keepInCookie } from './refresh-cookie.ts'

/** The body of a sign-in; a page of our own gets its refresh token as a cookie instead. */
export async function answerSignedIn(
  c: Context<AppEnv>,
  done: Refreshed,
  byCookie: boolean,
): Promise<SignedIn> {
  const { account_id, user, family_id, refresh_token } = done
  const access = { sub: user.id, account: account_id, surface: 'app', family: family_id } as const
  const access_token = await c.get('world').keys.signAccess(access)
  const body: SignedIn = { access_token, expires_in: lifetimeS.app, user }
  if (!byCookie) return { ...body, refresh_token }
  keepInCookie(c, refresh_token)
  return body
}
