import type { UpdateInput } from '../protocol.ts'
import type { ClientStory } from './client-story.ts'
import { lowerFirst } from './words.ts'

/** More than this is a report, not a message. */
const findingsAtMost = 4

type Voice = { greeting: string; close: string }

/** A message to the client: greeting, paragraphs, sign-off. */
export function clientText(input: UpdateInput, story: ClientStory): string {
  const paragraphs = input.length === 'quick' ? [quickly(input, story).join(' ')] : atLength(input, story)
  return [greeting(input), ...paragraphs, signOff(input)].filter(Boolean).join('\n\n')
}

function atLength({ previous }: UpdateInput, story: ClientStory): string[] {
  const { stage } = story
  const isFollowUp = previous !== null
  const found = foundSoFar(story, isFollowUp)
  if (stage.kind === 'fixed') {
    const cause = stage.cause
      ? `We found the following cause: ${lowerFirst(stage.cause)} This has now been put right.`
      : found
    return [
      `We have good news about ${story.problem}.`,
      ...(cause ? [cause] : []),
      `${stage.now} Please let us know if you notice anything unusual.`,
    ]
  }
  if (stage.kind === 'closed')
    return [
      `Our work on ${story.problem} is complete.`,
      ...(found ? [found] : []),
      'Please let us know if you notice anything unusual.',
    ]
  const about = isFollowUp
    ? `This is a follow-up on ${story.problem}.`
    : `We are working on ${story.problem}.`
  if (stage.kind === 'cause')
    return [
      about,
      ...(found ? [found] : []),
      `We now know the likely cause. ${stage.cause}`,
      `${stage.next} We will write to you again as soon as this is done.`,
    ]
  if (stage.kind === 'specialist')
    return [
      about,
      ...(found ? [found] : []),
      `${stage.next} They will receive everything we have found so far, so nothing has to be explained again.`,
      'We will write to you again as soon as there is news.',
    ]
  return [
    about,
    found ??
      (isFollowUp
        ? 'There are no further findings since our last message.'
        : 'We are still at the beginning and are narrowing down the cause step by step.'),
    `At the moment ${lowerFirst(stage.doing)} We will write to you again as soon as we have the result.`,
  ]
}

/** Two or three sentences. */
function quickly({ previous }: UpdateInput, story: ClientStory): string[] {
  const { stage, problem, findings } = story
  if (stage.kind === 'fixed')
    return [
      `We have good news about ${problem}.`,
      stage.now,
      'Please let us know if you notice anything unusual.',
    ]
  if (stage.kind === 'closed')
    return [`Our work on ${problem} is complete.`, 'Please let us know if you notice anything unusual.']
  if (stage.kind === 'cause')
    return [`We have found the likely cause of ${problem}.`, stage.cause, stage.next]
  const about = previous ? `We are still working on ${problem}.` : `We are working on ${problem}.`
  if (stage.kind === 'specialist') return [about, stage.next, 'We will write again as soon as there is news.']
  const told = previous ? findings.filter(({ isNew }) => isNew) : findings
  const latest = (told.findLast(({ isConfirmed }) => isConfirmed) ?? told.at(-1))?.text
  const doing = `At the moment ${lowerFirst(stage.doing)}`
  return latest
    ? [about, latest, doing]
    : [about, doing, 'We will write again as soon as we have the result.']
}

/** What we found, the beginning of the story and its latest pages; null when there is nothing to tell. */
function foundSoFar({ findings, stage }: ClientStory, isFollowUp: boolean): string | null {
  const fresh = isFollowUp ? findings.filter(({ isNew }) => isNew) : findings
  if (fresh.length === 0) return null
  const told =
    fresh.length > findingsAtMost ? [...fresh.slice(0, 1), ...fresh.slice(1 - findingsAtMost)] : fresh
  const lead = isFollowUp
    ? 'Since our last message we have learned the following.'
    : stage.kind === 'closed'
      ? 'This is what we found.'
      : 'This is what we know so far.'
  return [lead, ...told.map(({ text }) => text)].join(' ')
}

const voices: Record<string, Voice> = {
  friendly: { greeting: 'Hi', close: 'Best wishes' },
  formal: { greeting: 'Dear', close: 'Yours sincerely' },
  professional: { greeting: 'Hello', close: 'Kind regards' },
}
const voiceOf = ({ templates }: UpdateInput): Voice =>
  voices[templates.client_tone] ?? { greeting: 'Hello', close: 'Kind regards' }

function greeting(input: UpdateInput): string {
  const name = input.client_first_name?.trim()
  return name ? `${voiceOf(input).greeting} ${name},` : 'Hello,'
}

/** A quick update has the name as its whole sign-off. */
function signOff(input: UpdateInput): string {
  const { templates, case: panel, account_name } = input
  if (templates.client_signoff !== 'auto') return templates.client_signoff.trim()
  if (input.length === 'quick' && input.audience === 'client_update') return panel.engineer_name
  const lines = [`${voiceOf(input).close},`, panel.engineer_name]
  if (templates.include_company_in_signoff) lines.push(account_name)
  return lines.filter(Boolean).join('\n')
}
