import { nodeAt } from '../../flows/find.ts'
import { isUndo } from '../../language/taking-back.ts'
import { noHypothesis, noTurn, type TurnCase, type TurnOutput } from '../protocol.ts'
import type { Here, Past } from './here.ts'
import { placeAfter, samePlace } from './place.ts'
import { questionAt } from './standing.ts'
import { newTask, stepOf } from './steps.ts'
import { escaped, quoted, same } from './words.ts'

/** Takes back the engineer's last message with everything it brought; the case stands as it did before it. */
export function undo(here: Here): TurnOutput {
  const last = messagesStanding(here.past).at(-1)
  if (!last) return unchanged(here, nothing(here))
  const { name } = here.case.engineer
  if (last.case.engineer.name !== name)
    return unchanged(
      here,
      `The last message is not yours but that of ${escaped(last.case.engineer.name)}, who can take it back.`,
    )
  const output = restored(here, last)
  const words = `Taken back: ${quoted(last.words)}.`
  if (!brought(here, output) && here.case.flow.node === last.case.flow.node)
    return { ...output, reply: `${words} It had brought nothing into the case.` }
  const asks = output.question.text ? ` Open again: ${output.question.text}` : ''
  return { ...output, reply: `${words}${asks}` }
}

const nothing = ({ case: state, past }: Here): string =>
  [...past.map((turn) => turn.case), state].some(({ earlier }) => earlier.length > 0)
    ? 'That is too far back for me to take it back; ↶ at an answer still does.'
    : 'There is nothing of yours to take back.'

const unchanged = (here: Here, reply: string): TurnOutput => ({
  ...noTurn(),
  reply,
  confidence: { tier: tierOf(here.case) },
})

/** Messages of people that nobody took back, oldest first. The first turn reads what the case was opened from. */
export function messagesStanding(past: readonly Past[]): Past[] {
  const standing: Past[] = []
  for (const [at, turn] of past.entries()) {
    const isOpening = at === 0 && turn.case.earlier.length === 0
    if (isOpening || turn.words === '') continue
    if (!isUndo(turn.words)) standing.push(turn)
    else if (standing.at(-1)?.case.engineer.name === turn.case.engineer.name) standing.pop()
  }
  return standing
}

/** What the message changed goes back to what it was; what a person changed by hand since then stays. */
function restored(here: Here, last: Past): TurnOutput {
  const { case: now } = here
  const { case: before, answer } = last
  const isAsLeft = samePlace(now.flow, placeAfter(before.flow, answer.flow))
  return {
    ...noTurn(),
    question: isAsLeft ? questionBefore(here, before) : noTurn().question,
    ...tasksBack(here, last),
    ...factsBack(now, last),
    ...causesBack(now, last),
    header: headerBack(now, before),
    confidence: { tier: tierOf(before) },
    flow: isAsLeft ? placeBack(here, last) : noTurn().flow,
  }
}

function questionBefore(here: Here, before: TurnCase): TurnOutput['question'] {
  const asked = before.questions.find(({ id, state }) => state === 'open' || id === before.answering)
  if (!asked) return { text: '', context: '', options: [], keep: false }
  const ofFlow = questionAt(nodeAt(here.flow, before.flow.node))
  return same(ofFlow.text, asked.text)
    ? ofFlow
    : { text: asked.text, context: '', options: asked.options, keep: false }
}

function placeBack(here: Here, last: Past): TurnOutput['flow'] {
  const { flow } = last.case
  const prior = here.past[here.past.indexOf(last) - 1]
  // The message had brought the flow: it leaves with it.
  if (prior && (!prior.answer.flow.fits || prior.case.flow.key !== flow.key)) {
    const { node, trail } = placeAfter(prior.case.flow, prior.answer.flow)
    return { node, path: trail.map((step) => ({ ...step, option: step.option ?? '' })), fits: false }
  }
  const path = flow.trail.map(({ node, option }) => ({ node, option: option ?? '' }))
  // [] would change nothing: a way without any step is told by its start left open.
  return { node: flow.node, path: path.length > 0 ? path : [{ node: flow.node, option: '' }], fits: true }
}

type Steps = Pick<TurnOutput, 'new_tasks' | 'task_changes' | 'removed_tasks'>

function tasksBack(here: Here, { case: before, answer }: Past): Steps {
  const { tasks } = here.case
  const rowNow = (id: string) => tasks.find((one) => one.id === id)
  const isOurs = ({ text }: { text: string }) => answer.new_tasks.some((one) => same(one.text, text))
  const added = tasks.filter(
    (one) => !one.by_person && isOurs(one) && !before.tasks.some(({ id }) => id === one.id),
  )
  const gone = before.tasks.filter(
    ({ id, text }) =>
      answer.removed_tasks.includes(id) && !rowNow(id) && !tasks.some((one) => same(one.text, text)),
  )
  const changes = before.tasks.flatMap((old): Steps['task_changes'] => {
    const now = rowNow(old.id)
    if (!now || (now.state === old.state && now.result === old.result && now.known === old.known)) return []
    if (now.by_person)
      return old.state === 'active' && now.state === 'pending'
        ? [{ id: now.id, state: 'active', known: 'keep', result: '' }]
        : []
    return [{ id: now.id, state: old.state, known: old.known || 'keep', result: old.result }]
  })
  return {
    new_tasks: gone.map(({ text, state }) => newTask(stepOf(here.flow, text), state === 'active')),
    task_changes: changes,
    removed_tasks: added.map(({ id }) => id),
  }
}

type Facts = Pick<TurnOutput, 'new_facts' | 'removed_facts'>

function factsBack(now: TurnCase, { case: before, answer }: Past): Facts {
  const rowNow = (id: string) => now.facts.find((one) => one.id === id)
  const isOurs = ({ text }: { text: string }) => answer.new_facts.some((one) => same(one.text, text))
  const added = now.facts.filter((one) => isOurs(one) && !before.facts.some(({ id }) => id === one.id))
  const back = before.facts.filter((old) => {
    const one = rowNow(old.id)
    if (!one) return answer.removed_facts.includes(old.id)
    return !one.by_person && isOurs(old) && (one.status !== old.status || one.known !== old.known)
  })
  return {
    new_facts: back.map(({ text, status, known, source }) => ({ text, status, known, source })),
    removed_facts: added.map(({ id }) => id),
  }
}

type Causes = Pick<TurnOutput, 'causes' | 'removed_causes'>

function causesBack(now: TurnCase, { case: before, answer }: Past): Causes {
  const models = before.causes.filter(({ source, state }) => source === 'model' && state === 'open')
  const isNew = ({ text }: { text: string }) => !before.causes.some((one) => same(one.text, text))
  const isOurs = ({ text }: { text: string }) => answer.causes.some((one) => same(one.text, text))
  const gone = now.causes.filter((one) => one.state === 'open' && isNew(one) && isOurs(one))
  return {
    causes: models.map(({ text, for: pro, against, test }) => ({ text, for: pro, against, test })),
    removed_causes: gone.map(({ id }) => id),
  }
}

function headerBack(now: TurnCase, before: TurnCase): TurnOutput['header'] {
  const back = (field: 'client_name' | 'asset_name' | 'issue_category' | 'hypothesis') =>
    now.typed_fields.some((one) => one === field || one === `triage_${field}`) || now[field] === before[field]
      ? ''
      : before[field]
  const hypothesis = back('hypothesis')
  return {
    client_name: back('client_name'),
    asset_name: back('asset_name'),
    issue_category: back('issue_category'),
    hypothesis: !before.hypothesis && now.hypothesis ? noHypothesis : hypothesis,
  }
}

const tierOf = ({ confidence: { tier } }: TurnCase): TurnOutput['confidence']['tier'] =>
  tier === 'exploring' || tier === 'confident' ? tier : 'discovery'

/** Whether more changes than what the model itself holds likely. */
function brought({ case: { causes } }: Here, output: TurnOutput): boolean {
  const { new_facts, removed_facts, task_changes, removed_tasks, removed_causes } = output
  const named = causes.filter(({ id, source }) => source === 'engineer' && removed_causes.includes(id))
  return [new_facts, removed_facts, task_changes, removed_tasks, named].some(({ length }) => length > 0)
}
