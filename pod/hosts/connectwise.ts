import { computed, signal } from '@preact/signals'
import type { MemberSignedIn } from '../../shared/contracts/accounts.ts'
import type { Host, Trouble, TroubleCode } from '../host.ts'
import { postJson } from '../line/api.ts'
import { ApiProblem } from '../line/api-problem.ts'
import { copyText } from './copy.ts'
import { createHostedLine } from './hosted-line.ts'
import { type Incoming, outgoing, ticketNumber } from './hosted-messages.ts'
import { createMemberToken, type Exchange } from './member-token.ts'
import { createMemoryPath } from './memory-path.ts'
import type { PageFacts } from './page-facts.ts'
import { createStorage } from './storage.ts'
import { troubleOf, troubleValues } from './trouble-of.ts'

const refreshPauseMs = 300

/** The pod in the ConnectWise ticket screen. The id in the address is only where we begin; `onLoad` is the truth. */
export function createConnectWiseHost(input: { win: Window; facts: PageFacts; exchange?: Exchange }): Host {
  const { win, facts } = input
  const ticket = signal(ticketNumber(new URLSearchParams(win.location.search).get('id')))
  const lineTrouble = signal<TroubleCode | null>(null)
  const foreignOrigin = signal<string | null>(null)
  const isFramed = win.parent !== win
  let refreshTimer: ReturnType<typeof setTimeout> | undefined

  const onMessage = (message: Incoming) => {
    if (message.kind === 'frame') {
      lineTrouble.value = null
      token.tryAgain()
    }
    if (message.kind === 'member') token.offer(message.claim)
    if (message.kind === 'event' && message.event === 'onLoad' && message.ticket_id !== undefined) {
      if (message.ticket_id === ticket.value) return
      ticket.value = message.ticket_id
      token.tryAgain()
    }
  }
  const line = createHostedLine({
    win,
    origins: facts.psa_origins,
    onMessage,
    onForeignOrigin: (origin) => {
      foreignOrigin.value = origin
      lineTrouble.value = 'origin_not_allowed'
    },
    onSilence: () => {
      lineTrouble.value ??= 'no_handshake'
    },
  })
  const token = createMemberToken({
    ticket,
    askMember: () => line.post(outgoing.member()),
    exchange: input.exchange ?? exchangeAtServer(facts.pod_key),
  })

  const trouble = computed<Trouble | null>(() => {
    const onLine = lineTrouble.value
    const problem = token.problem.value
    const about = factsFor(win, facts, foreignOrigin.value)
    if (onLine) return { code: onLine, facts: about }
    return problem && { code: troubleOf(problem), values: troubleValues(problem), facts: about }
  })

  return {
    ...createStorage(win),
    kind: 'pod',
    base_url: '',
    ticket,
    trouble,
    signed_in: token.state,
    ...createMemoryPath(() => ticket.value),
    accessToken: token.get,
    renew: token.renew,
    lastToken: token.last,
    refreshScreen: () => {
      clearTimeout(refreshTimer)
      refreshTimer = setTimeout(() => line.post(outgoing.refreshScreen()), refreshPauseMs)
    },
    openTicket: (ticketId) => line.post(outgoing.openTicket(ticketId)),
    openPage: (path) => void win.open(path, '_blank', 'noopener'),
    reload: () => win.location.reload(),
    copy: (text) => copyText(win, text),
    linkMember: (email, password) =>
      token.signInBy(exchangeAtServer(facts.pod_key, '/link', { email, password })),
    tryAgain: () => {
      if (lineTrouble.value === null) token.tryAgain()
      else win.location.reload()
    },
    start: () => {
      if (!isFramed) lineTrouble.value = 'not_framed'
      else if (facts.psa_origins.length === 0) lineTrouble.value = 'origin_not_allowed'
      else line.start()
      return line.stop
    },
  }
}

function exchangeAtServer(podKey: string, path = '', more: Record<string, string> = {}): Exchange {
  return async (claim, ticketId) => {
    const answer = await postJson<MemberSignedIn>(`/api/v1/auth/connectwise${path}`, {
      pod_key: podKey,
      ...claim,
      ...more,
      ...(ticketId === null ? {} : { ticket_id: ticketId }),
    })
    if (answer.ticket_access === 'no') throw new ApiProblem('not_your_ticket', { status: 403 })
    return answer
  }
}

function factsFor(win: Window, facts: PageFacts, foreign: string | null): Record<string, string> {
  const site = foreign ?? facts.psa_origins[0] ?? 'none registered'
  return {
    Site: site.replace(/^https?:\/\//, ''),
    Pod: win.location.host,
    Build: facts.build || 'unknown',
  }
}
