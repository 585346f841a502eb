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
    const code = lineTrouble.value ?? troubleOf(token.problem.value)
    if (code === null) return null
    const detail = lineTrouble.value ? undefined : token.problem.value?.message
    const by_password = code === 'not_linked' && token.problem.value?.extra.by_password === true
    return {
      code,
      ...(detail ? { detail } : {}),
      ...(by_password ? { by_password } : {}),
      facts: factsFor(win, facts, foreignOrigin.value),
    }
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

export function troubleOf(problem: ApiProblem | null): TroubleCode | null {
  if (problem === null) return null
  if (problem.code === 'not_your_ticket' || problem.code === 'ticket_not_found' || problem.status === 404)
    return 'no_access'
  if (problem.code === 'member_not_linked') return 'not_linked'
  if (problem.code === 'psa_unavailable' || problem.code === 'psa_busy') return 'psa_away'
  if (problem.code.startsWith('psa_') && problem.status >= 500) return 'psa_away'
  if (problem.code === 'too_often') return 'too_often'
  if (problem.code === 'timeout' || problem.code === 'unreachable' || problem.status >= 500)
    return 'unreachable'
  return 'not_signed_in'
}

function factsFor(win: Window, facts: PageFacts, foreign: string | null): Record<string, string> {
  const site = foreign ?? facts.psa_origins[0] ?? 'none registered'
  return {
    Site: site.replace(/^https?:\/\//, ''),
    Pod: win.location.host,
    Build: facts.build || 'unknown',
  }
}
