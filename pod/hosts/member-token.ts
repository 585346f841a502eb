import { type ReadonlySignal, signal } from '@preact/signals'
import type { SignedIn } from '../../shared/contracts/accounts.ts'
import { ApiProblem, asProblem } from '../line/api-problem.ts'
import { backoffMs } from '../line/live.ts'
import { createTokenClock } from '../line/token-clock.ts'
import type { MemberClaim } from './hosted-messages.ts'

const claimLimitMs = 8000
const maxTries = 60

export type Exchange = (claim: MemberClaim, ticketId: string | null) => Promise<SignedIn>

export type MemberToken = {
  state: ReadonlySignal<'waiting' | 'yes' | 'no'>
  problem: ReadonlySignal<ApiProblem | null>
  get(): Promise<string>
  renew(rejected: string): Promise<string>
  last(): string | null
  /** The screen's answer to `askMember`. Used at once and kept nowhere. */
  offer(claim: MemberClaim): void
  tryAgain(): void
  /** Signs in by another call than the usual one, with a claim asked for anew. Throws what it throws. */
  signInBy(exchange: Exchange): Promise<void>
}

/** Access tokens for the ticket in view, got from the ticket screen's own sign-in each time one is needed. */
export function createMemberToken(input: {
  ticket: ReadonlySignal<string | null>
  askMember: () => void
  exchange: Exchange
  now?: () => number
}): MemberToken {
  const state = signal<'waiting' | 'yes' | 'no'>('waiting')
  const problem = signal<ApiProblem | null>(null)
  const clock = createTokenClock(input.now)
  let take: ((claim: MemberClaim) => void) | null = null
  let wake: (() => void) | null = null

  const fresh = () => clock.fresh(input.ticket.value)

  const claim = () =>
    new Promise<MemberClaim>((resolve, reject) => {
      // the ticket screen is ConnectWise's
      const timer = setTimeout(() => reject(new ApiProblem('psa_unavailable', { status: 503 })), claimLimitMs)
      take = (offered) => {
        clearTimeout(timer)
        take = null
        resolve(offered)
      }
      input.askMember()
    })

  const exchangeOnce = async (exchange: Exchange): Promise<string | null> => {
    const given = await claim()
    const ticketId = input.ticket.value
    const answer = await exchange(given, ticketId)
    clock.keep(answer.access_token, answer.expires_in * 1000, ticketId)
    return fresh()
  }

  const signIn = async (): Promise<string> => {
    if (state.value === 'no') state.value = 'waiting'
    problem.value = null
    for (let attempt = 0; attempt < maxTries; attempt++) {
      const ticketId = input.ticket.value
      try {
        const value = await exchangeOnce(input.exchange)
        // the engineer may have moved on meanwhile: that token opens the ticket before
        if (value === null) continue
        state.value = 'yes'
        problem.value = null
        return value
      } catch (error) {
        const failure = asProblem(error)
        if (ticketId !== input.ticket.value) continue
        problem.value = failure
        state.value = 'no'
        const isPassing = failure.status === 0 || failure.status === 404 || failure.status >= 500
        if (!isPassing) throw failure
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, backoffMs(attempt))
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    }
    throw new ApiProblem('not_signed_in')
  }

  const start = () => clock.share(signIn)
  return {
    state,
    problem,
    get: async () => fresh() ?? start(),
    renew: async (rejected) => {
      clock.dropIf(rejected)
      return fresh() ?? start()
    },
    last: clock.last,
    offer: (offered) => take?.(offered),
    tryAgain: () => {
      if (take) input.askMember()
      wake?.()
      start().catch(() => {})
    },
    signInBy: async (exchange) => {
      if ((await exchangeOnce(exchange)) === null) await start()
      problem.value = null
      state.value = 'yes'
    },
  }
}
