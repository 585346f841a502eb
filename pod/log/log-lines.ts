import type { Step } from '../../shared/contracts/sessions.ts'

export type LogLine =
  | { kind: 'day'; key: string; at: string }
  /** `fp` speaks, a person does (`you` or a first name), or something happened. */
  | StepLine
  /** Updates that one person had written one after the other, and that went nowhere. */
  | { kind: 'drafts'; key: string; who: string; lines: StepLine[] }
type StepLine = { kind: 'reply' | 'said' | 'event'; key: string; step: Step; who: string }

/** More than this at once makes a long case slow to show; the rest is one button away. */
export const linesAtOnce = 200

type View = {
  user_id: string | null
  /** Its id. */
  open_question: string | null
  /** Ids of the updates that were neither posted nor copied. */
  drafts: ReadonlySet<string>
  most: number
  today: string
}

/** The newest `most` steps as lines with a line per day; `hidden`: how many older ones are left out. */
export function logLines(steps: readonly Step[], view: View): { lines: LogLine[]; hidden: number } {
  const shown = steps.filter((step) => isShown(step, steps, view))
  const hidden = Math.max(0, shown.length - view.most)
  let day = view.today
  const lines = shown.slice(hidden).flatMap((step): LogLine[] => {
    const line = lineOf(step, view)
    const own = new Date(step.created_at).toDateString()
    if (own === day) return [line]
    day = own
    return [{ kind: 'day', key: `day-${step.id}`, at: step.created_at }, line]
  })
  return { lines: foldDrafts(lines, view.drafts), hidden }
}

function foldDrafts(lines: readonly LogLine[], drafts: View['drafts']): LogLine[] {
  const folded: LogLine[] = []
  for (const line of lines) {
    const before = folded.at(-1)
    if (!isDraft(line, drafts) || !before || before.kind === 'day' || before.who !== line.who)
      folded.push(line)
    else if (before.kind === 'drafts') before.lines.push(line)
    else if (isDraft(before, drafts))
      folded.splice(-1, 1, { kind: 'drafts', key: before.key, who: before.who, lines: [before, line] })
    else folded.push(line)
  }
  return folded
}

const isDraft = (line: LogLine, drafts: View['drafts']): line is StepLine =>
  line.kind === 'event' && line.step.kind === 'status_update' && drafts.has(line.step.ref_id ?? '')

/** The open question stands above the log already; an empty reply has nothing to say unless it failed. */
function isShown(step: Step, steps: readonly Step[], { open_question }: View): boolean {
  if (step.kind === 'question' && open_question !== null && step.ref_id === open_question)
    return step !== steps.findLast(({ kind }) => kind === 'question')
  return step.kind !== 'reply' || step.content !== '' || step.state !== 'complete'
}

function lineOf(step: Step, view: View): StepLine {
  const { kind, author } = step
  const who = author === 'flowpilot' ? 'fp' : author.user_id === view.user_id ? 'you' : firstName(author.name)
  if (kind === 'reply' || kind === 'question') return { kind: 'reply', key: step.id, step, who: 'fp' }
  return { kind: kind === 'message' ? 'said' : 'event', key: step.id, step, who }
}

export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0]?.toLowerCase() || 'someone'
}
