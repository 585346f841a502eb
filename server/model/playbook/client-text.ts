import type { Wording } from '../../../shared/contracts/flows.ts'
import type { UpdateCase, UpdateOrder } from '../protocol.ts'
import { type Phrases, phrases, type Speech, voiceFor } from './client-phrases.ts'
import type { ClientStory } from './client-story.ts'
import { closingId, endOf, headerId, resting } from './resting.ts'
import { lowerFirst } from './words.ts'

/** More than this is a report, not a message. */
const findingsAtMost = 4

type Speaker = {
  speech: Speech
  phrase: Phrases
  say: (wording: Wording) => string
  /** A sentence of how it ended, with what stands for that. */
  ended: (text: string) => string
  /** A sentence of what the case is about. */
  about: (text: string) => string
}

/** A message to the client: greeting, paragraphs, sign-off. German where the ticket is and every wording can be. */
export function clientText(state: UpdateCase, order: UpdateOrder, story: ClientStory): string {
  const speaker = speakerOf(state, story)
  const paragraphs =
    order.length === 'quick' ? [quickly(state, story, speaker).join(' ')] : atLength(state, story, speaker)
  return [greeting(state, order, speaker), ...paragraphs, signOff(state, order, speaker)]
    .filter(Boolean)
    .join('\n\n')
}

/** `also`: what is told besides the story. */
export function speakerOf(state: UpdateCase, story: ClientStory, also: readonly Wording[] = []): Speaker {
  const isGerman =
    /^de/i.test(state.language) && [...wordingsOf(story), ...also].every(({ de }) => de !== null)
  const speech: Speech = isGerman ? 'de' : 'en'
  return {
    speech,
    phrase: phrases[speech],
    say: (wording) => (isGerman ? (wording.de ?? wording.en) : wording.en),
    ended: (text) => resting(text, ...endOf(state)),
    about: (text) => resting(text, headerId, state.closing ? closingId : ''),
  }
}

function wordingsOf({ problem, findings, stage }: ClientStory): Wording[] {
  const told = findings.map(({ text }) => text)
  if (stage.kind === 'cause') return [problem, ...told, stage.cause, stage.next]
  if (stage.kind === 'fixed') return [problem, stage.now, ...(stage.cause ? [stage.cause] : [])]
  if (stage.kind === 'closed' && stage.cause) return [problem, stage.cause]
  return stage.kind === 'checking' && stage.doing ? [problem, ...told, stage.doing] : [problem, ...told]
}

function atLength({ previous }: UpdateCase, story: ClientStory, speaker: Speaker): string[] {
  const { stage } = story
  const { phrase, say, ended, about } = speaker
  const problem = say(story.problem)
  if (stage.kind === 'fixed') {
    const now = `${ended(phrase.solved(problem))} ${ended(say(stage.now))}`
    return [now, causeTold(stage.cause, speaker), phrase.tellUs]
  }
  if (stage.kind === 'closed')
    return [about(phrase.closed(problem)), causeTold(stage.cause, speaker), phrase.tellUs].filter(Boolean)
  if (stage.kind === 'unrepaired')
    return [`${about(phrase.ended(problem))} ${ended(phrase.why[stage.why])}`, phrase.tellUs]
  const isFollowUp = previous.text !== ''
  const found = foundSoFar(story, isFollowUp, speaker)
  if (stage.kind === 'handed_on')
    return [`${about(phrase.handingOn(problem))} ${phrase.toldThem}`, found, phrase.willWrite].filter(Boolean)
  const where = whereItStands(story, speaker)
  if (!found && !where && !isFollowUp) return [about(phrase.brief(problem))]
  return [
    about(isFollowUp ? phrase.followUp(problem) : phrase.working(problem)),
    found || (isFollowUp ? phrase.nothingNew : ''),
    [where, phrase.willWrite].filter(Boolean).join(' '),
  ].filter(Boolean)
}

const causeTold = (cause: Wording | null, speaker: Speaker): string =>
  cause ? speaker.ended(`${speaker.phrase.causeWas} ${lowered(speaker.say(cause), speaker)}`) : ''

/** At most three sentences. */
function quickly({ previous }: UpdateCase, story: ClientStory, speaker: Speaker): string[] {
  const { stage, findings } = story
  const { phrase, say, ended, about } = speaker
  const problem = say(story.problem)
  if (stage.kind === 'fixed') return [ended(phrase.solved(problem)), ended(say(stage.now)), phrase.tellUs]
  if (stage.kind === 'closed')
    return [about(phrase.closed(problem)), causeTold(stage.cause, speaker), phrase.tellUs].filter(Boolean)
  if (stage.kind === 'handed_on') return [about(phrase.handingOn(problem)), phrase.toldThem, phrase.willWrite]
  if (stage.kind === 'unrepaired')
    return [about(phrase.ended(problem)), ended(phrase.why[stage.why]), phrase.tellUs]
  if (stage.kind === 'cause') return causeFound(stage, speaker)
  const told = previous.text ? findings.filter(({ isNew }) => isNew) : findings
  const latest = told.at(-1)
  const where = whereItStands(story, speaker)
  if (!latest && !where) return [about(phrase.brief(problem))]
  const found = latest ? [resting(say(latest.text), latest.id)] : []
  return [about(phrase.working(problem)), ...found, where || phrase.willWrite]
}

/** What is being done, in a sentence; '' where nobody said it. */
function whereItStands({ stage }: ClientStory, speaker: Speaker): string {
  const { phrase, say } = speaker
  if (stage.kind === 'cause') return causeFound(stage, speaker).join(' ')
  if (stage.kind === 'testing') return phrase.testing
  if (stage.kind === 'specialist') return phrase.specialist
  if (stage.kind !== 'checking' || !stage.doing) return ''
  return `${phrase.now} ${lowered(say(stage.doing), speaker)}`
}

function causeFound(
  { cause, next, on }: Extract<ClientStory['stage'], { kind: 'cause' }>,
  { phrase, say }: Speaker,
): string[] {
  return [phrase.causeFound, say(cause), say(next)].map((text) => resting(text, ...on))
}

/** German keeps capitals where a sentence follows a colon. */
const lowered = (text: string, { speech }: Speaker): string => (speech === 'de' ? text : lowerFirst(text))

/** What we found, the beginning of the story and its latest pages. */
function foundSoFar({ findings }: ClientStory, isFollowUp: boolean, { phrase, say }: Speaker): string {
  const fresh = isFollowUp ? findings.filter(({ isNew }) => isNew) : findings
  if (fresh.length === 0) return ''
  const told =
    fresh.length > findingsAtMost ? [...fresh.slice(0, 1), ...fresh.slice(1 - findingsAtMost)] : fresh
  return [
    isFollowUp ? phrase.learned : phrase.known,
    ...told.map(({ id, text }) => resting(say(text), id)),
  ].join(' ')
}

/** By the contact's first name, else by the client's; without either not at all. */
function greeting(
  { client_first_name, client_name }: UpdateCase,
  { templates }: UpdateOrder,
  { speech }: Speaker,
) {
  const name = client_first_name.trim() || client_name.trim()
  return name ? voiceFor(speech, templates.client_tone).hello(name) : ''
}

/** A quick update has the name as its whole sign-off. */
function signOff(
  state: UpdateCase,
  { templates, length, audience }: UpdateOrder,
  { speech }: Speaker,
): string {
  if (templates.client_signoff !== 'auto') return templates.client_signoff.trim()
  const { name } = state.engineer
  if (length === 'quick' && audience === 'client_update') return name
  const company = templates.include_company_in_signoff ? state.account_name : ''
  return [voiceFor(speech, templates.client_tone).close, name, company].filter(Boolean).join('\n')
}
