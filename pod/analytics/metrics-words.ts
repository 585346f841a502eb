import type { EscalationMetrics, Period } from '../../shared/contracts/analytics.ts'
import type { PostState } from '../../shared/contracts/post-states.ts'
import { spellMinutes } from '../../shared/durations.ts'
import { plural } from '../ui/when.ts'

export const periodWords: Record<Period, string> = { '7d': '7 days', '30d': '30 days', '90d': '90 days' }

/** 45 → "45 s", 233 → "3 min 53 s", 4000 → "1 h 7 min"; "none" without any. */
export function spellSeconds(seconds: number | null): string {
  if (seconds === null) return 'none'
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return whole % 60 ? `${minutes} min ${whole % 60} s` : `${minutes} min`
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`
}

type Bin = EscalationMetrics['times'][number]

/** In minutes, for below a bar: "<1", "3–5", "60+". */
export function binLabel({ from_seconds, to_seconds }: Bin): string {
  const from = from_seconds / 60
  if (to_seconds === null) return `${from}+`
  return from === 0 ? `<${to_seconds / 60}` : `${from}–${to_seconds / 60}`
}

/** In a table: "under 1 min", "3 to 5 min", "60 min or more". */
export function binWords({ from_seconds, to_seconds }: Bin): string {
  const from = from_seconds / 60
  if (to_seconds === null) return `${from} min or more`
  return from === 0 ? `under ${to_seconds / 60} min` : `${from} to ${to_seconds / 60} min`
}

export const isIn = (bin: Bin, seconds: number | null): boolean =>
  seconds !== null && seconds >= bin.from_seconds && seconds < (bin.to_seconds ?? Number.POSITIVE_INFINITY)

/** A number, what it counts, what it is aimed at, and what it does not claim. */
export type Figure = { name: string; value: string; of: string; aim?: string; limits: string }

const phaseWords = [
  ['read', 'read'],
  ['diagnose', 'diagnose'],
  ['act', 'act'],
  ['write', 'write'],
  ['hand_over', 'hand over'],
] as const

export function figuresOf(metrics: EscalationMetrics): Figure[] {
  const { adoption, brief_lines, draft_to_note, repeated, updates, minutes } = metrics
  const { wait, ...active } = minutes
  const worked = Object.values(active).reduce((sum, each) => sum + each, 0)
  const share = adoption.cases ? `${Math.round((adoption.with_update / adoption.cases) * 100)} %` : 'none'
  return [
    {
      name: 'Updates used',
      value: share,
      of: `${adoption.with_update} of ${adoption.cases} ${plural(adoption.cases, 'case', 'cases')} over 10 active minutes`,
      aim: `aim ${Math.round(adoption.aim_share * 100)} %`,
      limits: 'An update was copied or posted. It does not say that the text was good, or read.',
    },
    {
      name: 'Updates per case',
      value: updates.cases ? (updates.used / updates.cases).toFixed(1) : 'none',
      of: `${updates.used} used in ${updates.cases} ${plural(updates.cases, 'case', 'cases')}, ${updates.changed} of them changed before`,
      limits: 'Cases without any are left out. One changed word counts as a new text does.',
    },
    {
      name: 'Active minutes',
      value: spellMinutes(worked),
      of: phaseWords.map(([phase, words]) => `${words} ${minutes[phase]}`).join(' · '),
      limits: `The time up to an act counts for it, a gap of more than ten minutes for nothing. Paused: ${spellMinutes(wait)}. Work outside FlowPilot is not seen.`,
    },
    {
      name: 'Draft to note',
      value: spellSeconds(draft_to_note.median_seconds),
      of: `median of ${draft_to_note.notes}; ${spellSeconds(draft_to_note.median_seconds_after_click)} after the click`,
      aim: `aim under ${draft_to_note.aim_seconds} s`,
      limits:
        'Reading, changing and the time to undo are part of it; notes that are not in their ticket are left out.',
    },
    {
      name: 'Lines of briefs',
      value: `${brief_lines.confirmed} confirmed`,
      of: `${brief_lines.wrong} wrong`,
      limits: 'Marked by whoever picked up. A line that nobody marked counts as neither.',
    },
    {
      name: 'Done or asked again',
      value: `${repeated.steps} ${plural(repeated.steps, 'step', 'steps')}`,
      of: `${repeated.questions} ${plural(repeated.questions, 'question', 'questions')}`,
      limits:
        'By the same words or command, in the newest 2,000 that were picked up. What was done again on purpose counts as well.',
    },
  ]
}

/** Nothing was handed on, and nothing else was counted. */
export const isEmpty = (metrics: EscalationMetrics): boolean =>
  metrics.n_handoffs_created === 0 && metrics.adoption.cases === 0 && metrics.posts.length === 0

const postWords: Record<PostState, string> = {
  ready: 'wait to be sent',
  sending: 'being sent',
  posted: 'sent, not read back yet',
  verified: 'posted',
  uncertain: 'without an answer',
  checking: 'being looked for',
  needs_human: 'need a decision',
  rejected: 'not posted',
  blocked: 'on hold',
  cancelled: 'taken back',
}
/** "12 posted", the largest count first. */
export const postCounts = ({ posts }: EscalationMetrics): string[] =>
  [...posts].sort((a, b) => b.count - a.count).map(({ state, count }) => `${count} ${postWords[state]}`)
