import type { Flow } from '../../../shared/contracts/flows.ts'
import { type Ground, withGround } from '../../../shared/ground.ts'
import { nodeAt } from '../../flows/find.ts'
import type { BriefCase, BriefOutput, FactTold } from '../protocol.ts'
import { clip, lowerFirst, same, sentence, upperFirst, withoutStop } from './words.ts'

const linesAtMost = 8
const stepsAtMost = 6
const lineCharacters = 200

/** A brief from the state of the case alone: the same input gives the same brief. */
export function playBrief(state: BriefCase, flow: Flow): BriefOutput {
  const standing = state.causes.filter((cause) => cause.state !== 'struck')
  const likely_cause = standing[0]?.text ?? state.hypothesis
  return {
    summary_prose: summary(state, likely_cause),
    what_we_know: facts(state, 'confirmed'),
    ruled_out: [
      ...facts(state, 'ruled_out'),
      ...state.causes.filter((cause) => cause.state === 'struck').map(({ text }) => line(text)),
    ].slice(0, linesAtMost),
    likely_cause: likely_cause ? line(likely_cause) : '',
    remaining_hypotheses: standing.slice(1).map(({ text }) => line(text)),
    suggested_steps: nextSteps(state, standing[0]?.test ?? '', flow),
    environment: environment(state),
    confidence: tierOf(state.confidence.tier),
  }
}

const line = (text: string) => upperFirst(withoutStop(clip(text, lineCharacters)))
const facts = (state: BriefCase, status: FactTold['status']) =>
  state.facts
    .filter((fact) => fact.status === status)
    .map(({ text, known }) => withGround(line(text), known))
    .slice(0, linesAtMost)

function summary(state: BriefCase, cause: string): string {
  const done = state.tasks.filter((task) => task.state === 'done')
  const last = done.at(-1)
  const findings = state.facts.filter(({ status }) => status === 'confirmed').slice(-3)
  return [
    sentence(`${line(state.title)}${state.client_name ? `, at ${state.client_name}` : ''}`),
    ...(findings.length > 0
      ? [found('Checked so far', findings, 'checked'), found('Reported so far', findings, 'told')]
      : ['Little is known yet.']),
    last
      ? sentence(
          `Steps done: ${done.length}, the last one: ${lowerFirst(withoutStop(clip(last.text, lineCharacters)))}${last.result ? ` (${lowerFirst(withoutStop(clip(last.result, lineCharacters)))})` : ''}`,
        )
      : 'No step was done yet.',
    cause ? `${sentence(`Suspected: ${lowerFirst(line(cause))}`)}` : 'No cause leads yet.',
    fixTried(state),
  ]
    .filter(Boolean)
    .join(' ')
}

/** Told and checked are never one sentence. */
function found(name: string, facts: readonly FactTold[], ground: Ground): string {
  const texts = facts
    .filter(({ known }) => known === ground)
    .map(({ text }) => lowerFirst(withoutStop(clip(text, lineCharacters))))
  return texts.length > 0 ? sentence(`${name}: ${texts.join('; ')}`) : ''
}

const fixStates: Record<string, string> = {
  success: 'worked',
  failed: 'did not work',
  partial: 'worked in part',
  verifying: 'was applied, its outcome is open',
}

function fixTried({ fix }: BriefCase): string {
  const became = fixStates[fix.state]
  if (!became) return ''
  return sentence(
    `The fix “${clip(fix.title, lineCharacters)}” ${became}${fix.notes ? `: ${clip(fix.notes, lineCharacters)}` : ''}`,
  )
}

/** What is in hand, the cheapest test of the leading cause, then what the flow holds ready here. */
function nextSteps({ tasks, flow: place }: BriefCase, test: string, flow: Flow): string[] {
  const open = (state: string) => tasks.filter((task) => task.state === state).map(({ text }) => text)
  const node = nodeAt(flow, place.node)
  const ofFlow = node.kind === 'conclusion' ? node.fix.map(({ text }) => text) : []
  const isDone = (text: string) => tasks.some((task) => task.state === 'done' && same(task.text, text))
  const all = [...open('active'), test, ...open('pending'), ...ofFlow].filter((text) => text && !isDone(text))
  return all
    .filter((text, at) => all.findIndex((other) => same(other, text)) === at)
    .map(line)
    .slice(0, stepsAtMost)
}

/** Names as administrators give them, and addresses. */
const named = /\b(?:\d{1,3}(?:\.\d{1,3}){3}|[A-Z][A-Z0-9]{1,14}(?:-[A-Z0-9]{1,15})+)\b/g

function environment({ asset_name, devices, facts: all, tasks, said }: BriefCase): string[] {
  const texts = [
    ...all.map(({ text }) => text),
    ...tasks.map(({ result }) => result),
    ...said.map(({ text }) => text),
  ]
  const found = texts.flatMap((text) => text.match(named) ?? [])
  return [...new Set([asset_name, ...devices, ...found].filter(Boolean))].slice(0, linesAtMost)
}

const tierOf = (tier: string): BriefOutput['confidence'] =>
  tier === 'confident' || tier === 'exploring' ? tier : 'discovery'
