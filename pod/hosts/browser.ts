import { signal } from '@preact/signals'
import type { SignedIn } from '../../shared/contracts/accounts.ts'
import type { Host, Trouble } from '../host.ts'
import { postJson } from '../line/api.ts'
import { ApiProblem, asProblem } from '../line/api-problem.ts'
import { backoffMs } from '../line/live.ts'
import { createTokenClock } from '../line/token-clock.ts'
import { copyText } from './copy.ts'
import type { PageFacts } from './page-facts.ts'
import { createStorage } from './storage.ts'
import { troubleOf } from './trouble-of.ts'

const lockLimitMs = 20_000

/** The full page: e-mail and password once, then a refresh token in a cookie scripts cannot read. */
export function createBrowserHost(input: { win: Window; facts: PageFacts }): Host {
  const { win, facts } = input
  const addressed = () => win.location.pathname + win.location.search
  const path = signal(addressed())
  const signedIn = signal<'waiting' | 'yes' | 'no'>('waiting')
  const trouble = signal<Trouble | null>(null)
  const clock = createTokenClock()
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  const accept = (answer: SignedIn): string => {
    clock.keep(answer.access_token, answer.expires_in * 1000)
    failures = 0
    trouble.value = null
    signedIn.value = 'yes'
    return answer.access_token
  }

  const refresh = async (): Promise<string> => {
    try {
      return accept(await withLock(win, () => postJson<SignedIn>('/api/v1/auth/refresh', {})))
    } catch (error) {
      const problem = asProblem(error)
      const waitS = problem.code === 'too_often' ? Number(problem.extra.retry_after_s) || 10 : null
      if (problem.status === 0 || problem.status >= 500 || waitS !== null) {
        // the cookie is still good: wait for the server rather than ask for the password
        if (signedIn.value === 'waiting') {
          trouble.value = {
            code: waitS === null ? troubleOf(problem) : 'too_often',
            values: { by_itself: true, ...(waitS === null ? {} : { retry_after_s: waitS }) },
            facts: { Build: facts.build || 'unknown' },
          }
          clearTimeout(retryTimer)
          const waitMs = waitS === null ? backoffMs(failures++) : waitS * 1000
          retryTimer = setTimeout(() => void start().catch(() => {}), waitMs)
        }
        throw problem
      }
      clock.drop()
      trouble.value = null
      signedIn.value = 'no'
      throw new ApiProblem('not_signed_in')
    }
  }
  const start = () => clock.share(refresh)
  const move = () => {
    path.value = addressed()
  }

  return {
    ...createStorage(win),
    kind: 'page',
    base_url: '',
    ticket: signal(null),
    trouble,
    signed_in: signedIn,
    path,
    goTo: (next, how) => {
      if (how?.replace) win.history.replaceState(null, '', next)
      else if (next !== addressed()) win.history.pushState(null, '', next)
      move()
    },
    accessToken: async () => {
      const value = clock.fresh()
      if (value) return value
      if (signedIn.value === 'no') throw new ApiProblem('not_signed_in')
      return start()
    },
    renew: async (rejected) => {
      clock.dropIf(rejected)
      return clock.fresh() ?? start()
    },
    lastToken: clock.last,
    refreshScreen: () => {},
    openTicket: (_ticketId, url) => {
      if (url && /^https?:\/\//.test(url)) win.open(url, '_blank', 'noopener,noreferrer')
    },
    reload: () => win.location.reload(),
    leaveTo: (url) => win.location.assign(url),
    copy: (text) => copyText(win, text),
    tryAgain: () => {
      start().catch(() => {})
    },
    accept,
    takeFragment: () => {
      const { hash } = win.location
      if (hash) win.history.replaceState(null, '', addressed())
      return hash.slice(1)
    },
    signOut: async () => {
      await postJson('/api/v1/auth/logout', {}).catch(() => {})
      clock.drop()
      signedIn.value = 'no'
    },
    start: () => {
      win.addEventListener('popstate', move)
      start().catch(() => {})
      return () => {
        win.removeEventListener('popstate', move)
        clearTimeout(retryTimer)
      }
    },
  }
}

/** One refresh at a time over all tabs: each rotates the token, and a used one ends the sign-in. */
async function withLock<T>(win: Window, work: () => Promise<T>): Promise<T> {
  if (!win.navigator.locks) return work()
  return win.navigator.locks.request('flowpilot-refresh', { signal: AbortSignal.timeout(lockLimitMs) }, work)
}
