import { normalize } from '../language/normalize.ts'
import { regexOf } from '../language/regex-of.ts'
import { contentOf } from './content.ts'
import { anyDeedForm, anyKind, deedForm } from './deed-table.ts'
import { anyDeedKinds, type Deed, deedKinds, deedsOf } from './deed-words.ts'
import { piecesOf } from './pieces.ts'
import type { Said } from './sentences.ts'
import type { Source } from './source.ts'

/** A sentence that says of a suggestion that it was done or goes on, or of something done that it was not. */
export function marksOfDeeds(said: Said, cited: readonly Source[], all: readonly Source[]): Deed['claims'][] {
  if (said.section === 'next' || namedOpen.test(said.text)) return []
  const isListed = said.section === 'done' || namedDone.test(said.text)
  const parts = piecesOf(said.text).map(normalize)
  const deeds = parts.flatMap((part) => deedsOf(part, isListed, anyDeedForm))
  if (claimsAll(said, cited)) return ['done']
  return deeds.filter((deed) => isWrong(deed, cited, all)).map(({ claims }) => claims)
}

function isWrong(deed: Deed, cited: readonly Source[], all: readonly Source[]): boolean {
  const own = cited.filter((source) => tellsOf(source, deed))
  const steps = own.filter(isStep)
  if (deed.claims === 'not_done') return isStepDenied(deed, steps)
  const isHeld = (source: Source) =>
    isStep(source)
      ? source.done === 'yes' ||
        ((deed.claims === 'ongoing' || deed.kind === 'contact') && source.done === 'doing')
      : source.kind !== 'header' && !isIdea(source, deed)
  // Beside a step that is not done only what tells of the same as done holds it: to name it is not enough.
  if (
    own.some((source) => isHeld(source) && (steps.length === 0 || isStep(source) || isToldDone(source, deed)))
  )
    return false
  if (steps.length > 0 || own.some((source) => isIdea(source, deed))) return true
  // Words of another step that nobody did, whatever was cited.
  if (cited.some((source) => isHeld(source) && sharesThing(source, deed))) return false
  return all.some(
    (source) =>
      isStep(source) &&
      !isHeld(source) &&
      deedKinds(source.plain).has(deed.kind) &&
      sharesThing(source, deed),
  )
}

const isToldDone = ({ kind: of, plain }: Source, { kind }: Deed): boolean =>
  of === 'closing' ||
  deedsOf(plain, false, anyDeedForm).some((told) => told.kind === kind && told.claims !== 'not_done')

/** What follows is to come or not sure: it claims no deed. */
const namedOpen = regexOf(
  String.raw`
  ^(?:next|open|planned|to do|todo|idea\w*(?: \w+){0,2}|proposal|recommend\w+|suggestion|in progress
  |empfehlung|vorschlag|suspected|likely|possible|nächste\w*|als nächstes|offen|geplant|vermutet
  |verdacht):`,
  'i',
)

const ideas = regexOf(String.raw`
  \b(?:(?:could|should|might|may|would)(?! not\b)|maybe|perhaps|worth|consider\w*|recommend\w*|suggest\w*
  |propos\w*|(?:koennte|sollte|wuerde|muesste)\w*(?! nicht\b)|vielleicht|eventuell|empfehl\w*
  |vorschlag\w*)\b`)

/** Words that speak of a deed, and everywhere as of one that somebody might do. */
function isIdea({ kind, text }: Source, deed: Deed): boolean {
  if (kind === 'header' || deed.kind === anyKind) return false
  const naming = text
    .split(/[.!?;\n]+/)
    .map(normalize)
    .filter((sentence) => anyDeedKinds(sentence).has(deed.kind))
  const tells = (sentence: string) =>
    deedsOf(sentence, false, anyDeedForm).some((own) => own.kind === deed.kind)
  return naming.length > 0 && naming.every((sentence) => ideas.test(sentence) && !tells(sentence))
}

const namedDone = /^(?:done|completed|finished|erledigt|fertig|abgeschlossen):/i
const saidDone = regexOf(String.raw`
  \b(?:(?:is|are|has been|have been|was|were) (?:already )?(?:done|finished|completed|approved)|(?:ist
  |sind|wurde) (?:\w+ ){0,2}(?:erledigt|fertig|abgeschlossen))$`)

/** "Done: …", "… is done", and nothing that it names was done. */
function claimsAll({ text, plain }: Said, cited: readonly Source[]): boolean {
  if (!namedDone.test(text) && !saidDone.test(plain)) return false
  const last = cited.filter(isStep)
  return last.length > 0 && last.length === cited.length && last.every(({ done }) => done !== 'yes')
}

/** Of steps that were done it says that they were not; of a check only its result tells. */
const isStepDenied = (deed: Deed, steps: readonly Source[]): boolean =>
  steps.length > 0 && steps.every((step) => step.done === 'yes' && isOwnDeed(step, deed))

const isOwnDeed = (step: Source, { kind }: Deed): boolean => {
  const own = deedForm(firstLine(step).split(' ')[0] ?? '')?.kind
  return kind === anyKind || (own === undefined ? sameDeed(step, { kind } as Deed) : own === kind)
}

const isStep = ({ kind, done }: Source): boolean => (kind === 'task' || kind === 'fix') && done !== null

/** The same deed, or the same thing where the record names no deed that we know. */
function tellsOf(source: Source, deed: Deed): boolean {
  if (sameDeed(source, deed))
    return thingsOf(deed).length === 0 || sharesThing(source, deed) || isAlone(source)
  if (!isStep(source)) return false
  const kinds = deedKinds(firstLine(source))
  return sharesThing(source, deed) && (kinds.size === 0 || deed.kind === 'check' || kinds.has('check'))
}

const firstLine = ({ kind, plain }: Source): string =>
  kind === 'task' ? (plain.split('\n')[0] ?? '') : plain
const sameDeed = (source: Source, { kind }: Deed): boolean =>
  kind === anyKind ? isStep(source) : kindsOf(source).has(kind)

const kindsKnown = new WeakMap<Source, ReadonlySet<string>>()
function kindsOf(source: Source): ReadonlySet<string> {
  const kinds = kindsKnown.get(source) ?? anyDeedKinds(source.plain)
  kindsKnown.set(source, kinds)
  return kinds
}
const isAlone = (source: Source): boolean => withoutDeeds(contentOf(source.text)).length === 0

const thingsOf = ({ clause }: Deed): readonly string[] =>
  contentOf(
    clause
      .split(' ')
      .filter((word) => !deedForm(word))
      .join(' '),
  )
const withoutDeeds = (stems: readonly string[]): readonly string[] => stems.filter((stem) => !deedForm(stem))

const sharesThing = (source: Source, deed: Deed): boolean =>
  thingsOf(deed).some((stem) => source.stems.has(stem))
