import { type ReadonlySignal, signal } from '@preact/signals'
import type { Trouble, TroubleCode } from '../../pod/host.ts'
import { ApiProblem } from '../../pod/line/api-problem.ts'
import { backoffMs } from '../../pod/line/live.ts'
import { createTokenClock } from '../../pod/line/token-clock.ts'
import { ask, type Obstacle, type PanelAnswer } from '../messages.ts'

const troubles: Partial<Record<Obstacle, TroubleCode>> = {
  no_server: 'no_server',
  unreachable: 'unreachable',
  extension_too_old: 'panel_outdated',
  server_too_old: 'server_outdated',
}
type SignedIn = 'waiting' | 'yes' | 'no'

/** The panel's access token for `serverUrl`, asked of the background and kept in memory only. */
export function createPanelToken(serverUrl: string, facts: Record<string, string>, onMoved: () => void) {
  const signedIn = signal<SignedIn>('waiting')
  const trouble = signal<Trouble | null>(null)
  const word = signal<string | null>(null)
  const clock = createTokenClock()
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  const take = (answer: PanelAnswer): string => {
    clearTimeout(retryTimer)
    if (answer.kind === 'token' && answer.server_url === serverUrl) {
      clock.keep(answer.access_token, answer.left_s * 1000)
      failures = 0
      trouble.value = null
      word.value = null
      signedIn.value = 'yes'
      return answer.access_token
    }
    if (answer.kind === 'token') onMoved()
    const code = answer.kind === 'obstacle' ? answer.code : 'unreachable'
    const known = troubles[code]
    trouble.value = known ? { code: known, facts } : null
    if (code === 'unreachable') {
      // the sign-in is still good: wait for the server rather than ask the person
      if (signedIn.value !== 'yes')
        retryTimer = setTimeout(() => void start().catch(() => {}), backoffMs(failures++))
      throw new ApiProblem('unreachable')
    }
    clock.drop()
    signedIn.value = 'no'
    word.value = (answer.kind === 'obstacle' && answer.word) || null
    throw new ApiProblem('not_signed_in')
  }
  const start = (rejected?: string, again?: boolean): Promise<string> =>
    clock.share(() =>
      ask({
        kind: 'token_wanted',
        ...(rejected ? { rejected } : {}),
        ...(again ? { again } : {}),
      })
        // a worker that dies while it is asked is asked anew
        .catch(() => ask({ kind: 'token_wanted' }))
        .catch((): PanelAnswer => ({ kind: 'obstacle', code: 'unreachable' }))
        .then(take),
    )

  return {
    signed_in: signedIn as ReadonlySignal<SignedIn>,
    trouble: trouble as ReadonlySignal<Trouble | null>,
    word: word as ReadonlySignal<string | null>,
    get: async () => {
      const value = clock.fresh()
      if (value) return value
      if (signedIn.value === 'no') throw new ApiProblem('not_signed_in')
      return start()
    },
    renew: async (rejected: string) => {
      clock.dropIf(rejected)
      return clock.fresh() ?? start(rejected)
    },
    last: clock.last,
    tryAgain: () => void start(undefined, true).catch(() => {}),
    /** Signed out by another page of the browser, or by the server. */
    end: (why: string | null) => {
      clock.drop()
      signedIn.value = 'no'
      word.value = why
    },
    signIn: async (): Promise<string | null> => {
      // the worker died, and with it the way back from the window
      const answer = await ask({ kind: 'sign_in_wanted' }).catch(
        (): PanelAnswer => ({ kind: 'obstacle', code: 'sign_in_given_up' }),
      )
      if (answer.kind === 'obstacle' && answer.code === 'sign_in_given_up')
        return answer.word || 'The sign-in was not finished.'
      try {
        take(answer)
        return null
      } catch (problem) {
        return (problem as ApiProblem).message
      }
    },
    stop: () => clearTimeout(retryTimer),
  }
}
