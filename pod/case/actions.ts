import type { Question } from '../../shared/contracts/questions.ts'
import type { Audience, UpdateLength } from '../../shared/contracts/updates.ts'
import { type Act, act, useActs } from '../acts/acts.ts'
import { whyNotClose } from '../closing/why-not-close.ts'
import { whyNotEscalate } from '../handoffs/why-not-escalate.ts'
import { type Pod, usePod } from '../pod.ts'
import { whyNotShare } from '../updates/why-not-share.ts'
import { aboutTicket, whyNoTicket } from './about-ticket.ts'
import { whyNotPause, whyNotResume } from './pause-acts.ts'
import type { Sheets } from './sheets.tsx'
import type { TakeBack } from './take-back.ts'
import { undoActs } from './undo-acts.ts'
import type { Models } from './use-models.ts'

type Case = Models & { sheets: Sheets; takeBack: TakeBack }

/** What can be done with the case in view, for keys, palette and slash commands. */
export function useCaseActs(of: Case): void {
  const pod = usePod()
  useActs('case', () => [
    ...shareActs(of),
    ...questionActs(pod, of),
    ...stepActs(of),
    ...standingActs(of),
    ...otherActs(pod, of),
  ])
}

const cannotWork = 'This case cannot be changed by you now.'

const readers = [
  { word: 'ticket', audience: 'ticket_notes', note: 'ticket notes' },
  { word: 'client', audience: 'client_update', note: 'client' },
  { word: 'email', audience: 'email_draft', note: 'e-mail' },
] as const satisfies readonly { word: string; audience: Audience; note: string }[]
const lengths: readonly UpdateLength[] = ['quick', 'detailed']

function shareActs({ model, sheets }: Case): Act[] {
  const why = () =>
    whyNotShare(model.detail.peek()?.exchanges ?? 0, model.may.peek().includes('share')) ?? null
  const share = act('share', {
    why,
    run: (words) => {
      const wish = wishOf(words)
      if (typeof wish === 'string') return wish
      sheets.show('share', wish)
    },
  })
  return [
    share,
    ...readers.map(({ audience, note }) =>
      act('shareFor', { note, why, run: () => sheets.show('share', { audience }) }),
    ),
  ]
}

/** What /update was asked for; a sentence where it is asked for something else. */
export function wishOf(words: string): { audience?: Audience; length?: UpdateLength } | string {
  let wish: { audience?: Audience; length?: UpdateLength } = {}
  for (const word of words.toLowerCase().split(/\s+/).filter(Boolean)) {
    const audience = readers.find((reader) => reader.word === word)?.audience
    const length = lengths.find((each) => each === word)
    if (!audience && !length)
      return `“${word}” is neither a reader (ticket, client, email) nor a length (quick, detailed).`
    wish = { ...wish, ...(audience ? { audience } : {}), ...(length ? { length } : {}) }
  }
  return wish
}

function questionActs(pod: Pod, { model, turn }: Case): Act[] {
  const question = model.detail.peek()?.questions.find(({ state }) => state === 'open')
  const why = () => {
    if (!model.may.peek().includes('work')) return cannotWork
    if (turn.is_running.peek()) return 'FlowPilot is still answering.'
    return pod.live.state.peek().status === 'offline' ? 'There is no connection.' : null
  }
  const answers = (question?.options ?? []).slice(0, 9).map((option, at) =>
    act('answer', {
      label: option,
      note: 'as the answer',
      keys: [String(at + 1)],
      why,
      run: () => void turn.answer((question as Question).id, option),
    }),
  )
  if (!turn.is_running.peek()) return answers
  return [...answers, act('stopAnswer', { run: () => void turn.stop() })]
}

function stepActs({ model, acts }: Case): Act[] {
  const step = model.detail.peek()?.tasks.find(({ state }) => state === 'active')
  const why = () => {
    if (!model.may.peek().includes('work')) return cannotWork
    return step ? null : 'No step is in hand.'
  }
  const close = (id: 'stepDone' | 'stepSkip', state: 'done' | 'skipped') =>
    act(id, {
      ...(step ? { note: step.text } : {}),
      why,
      run: async () => void (step && (await acts.setTask(step, { state }))),
    })
  return [close('stepDone', 'done'), close('stepSkip', 'skipped')]
}

function standingActs({ model, pauses, sheets }: Case): Act[] {
  const whyNoHandoff = () => whyNotEscalate(model.detail.peek())
  return [
    act('close', { why: () => whyNotClose(model.detail.peek()), run: () => sheets.show('close') }),
    act('escalate', { why: whyNoHandoff, run: () => sheets.show('escalate') }),
    act('park', { why: whyNoHandoff, run: (park) => sheets.show('escalate', { park }) }),
    act('pause', { why: () => whyNotPause(model.detail.peek()), run: pauses.pause }),
    act('resume', { why: () => whyNotResume(model.detail.peek()), run: pauses.resume }),
  ]
}

function otherActs({ host, go }: Pod, { model, changes, takeBack, posts, sheets }: Case): Act[] {
  const detail = model.detail.peek()
  if (!detail) return []
  const mayWorkNow = model.may.peek().includes('work')
  const ticket_id = detail.psa_ticket_id
  const url = detail.ticket?.url ?? undefined
  const canOpen = ticket_id !== null && (host.kind === 'pod' || url !== undefined)
  return [
    ...undoActs(detail, { changes, takeBack, posts, cannotWork: mayWorkNow ? null : cannotWork }),
    act('ticket', {
      label: aboutTicket(detail),
      why: () => whyNoTicket(detail),
      run: () => sheets.show('ticket'),
    }),
    act('myDay', { run: () => go({ screen: 'day' }) }),
    act('flow', { run: () => sheets.show('flow') }),
    act('openTicket', {
      ...(ticket_id ? { note: `#${ticket_id}` } : {}),
      why: () => (canOpen ? null : 'This case has no ticket that could be opened.'),
      run: () => void (ticket_id && host.openTicket(ticket_id, url)),
    }),
  ]
}
