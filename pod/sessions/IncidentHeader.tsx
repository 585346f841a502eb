import type { ComponentChildren, Ref } from 'preact'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { stripHidden } from '../ui/clean-text.ts'
import { EditableValue } from '../ui/EditableValue.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import type { TriageField } from './session-calls.ts'
import { stageWords } from './stage-words.ts'

const fields = [
  { name: 'client_name', label: 'Client', placeholder: 'Unknown client', most: 200 },
  { name: 'asset_name', label: 'Device', placeholder: 'No device yet', most: 200 },
  { name: 'issue_category', label: 'Category', placeholder: 'Uncategorised', most: 100 },
  { name: 'triage_hypothesis', label: 'Hypothesis', placeholder: 'No hypothesis yet', most: 300 },
] as const satisfies readonly { name: TriageField; label: string; placeholder: string; most: number }[]

const lines = [
  '',
  'b-l b-l-solid b-line',
  'b-t b-t-solid b-line wide:b-t-0 wide:b-l wide:b-l-solid',
  'b-t b-t-solid b-l b-l-solid b-line wide:b-t-0',
]
const row = 'flex-none grid grid-cols-2 b-b b-b-solid b-line wide:flex wide:min-h-56px'
/** As wide as their words ask for, the hypothesis widest. */
const shares = ['wide:pl-5 wide:flex-1', 'wide:flex-1', 'wide:flex-1', 'wide:flex-[1.6]']

/** What shows the flow of the case, and its button. */
type OfFlow = { flowRef: Ref<HTMLButtonElement>; onFlow: () => void }

/** Client, device, category, hypothesis: two by two in the pod, one row when wide. `end` stands at its right there. */
export function IncidentHeader(
  props: {
    detail: SessionDetail
    readOnly: boolean
    end?: ComponentChildren
    onSave: (field: TriageField, value: string | null) => Promise<void>
  } & OfFlow,
) {
  return (
    <section aria-label="Incident" class={row}>
      {fields.map(({ name, label, placeholder, most }, at) => (
        <EditableValue
          key={name}
          label={label}
          value={cleaned(props.detail[name])}
          placeholder={placeholder}
          maxLength={most}
          readOnly={props.readOnly}
          class={`${lines[at]} ${shares[at]}`}
          end={
            name === 'triage_hypothesis' ? (
              <ConfidenceMeter {...props} />
            ) : (
              name === 'client_name' && <StageWord {...props} />
            )
          }
          onSave={(value) => props.onSave(name, value)}
        />
      ))}
      {props.end && (
        <div class="hidden wide:flex flex-none items-center gap-2 px-4 mid:px-3 b-l b-l-solid b-line mid:[&_.kbd]:hidden">
          {props.end}
        </div>
      )}
    </section>
  )
}

const cleaned = (text: string | null) => (text === null ? null : stripHidden(text))

/** The same in one line, for a pod too low for fields. */
export function IncidentLine({ detail, ...flow }: { detail: SessionDetail } & OfFlow) {
  const known = [detail.client_name, detail.triage_hypothesis ?? detail.issue_category].filter(
    (text) => text !== null,
  )
  const words = stripHidden(known.join(' · ')) || 'Unknown client'
  return (
    <div class="flex-none h-28px flex items-center gap-2 px-3 wide:px-5 b-b b-b-solid b-line">
      <Plain cut text={words} class="meta" />
      <StageWord detail={detail} />
      <ConfidenceMeter detail={detail} {...flow} class="min-w-144px" />
    </div>
  )
}

export function IncidentSkeleton() {
  return (
    <section aria-label="Incident" class={row}>
      {fields.map(({ name, label }, at) => (
        <div
          key={name}
          class={`px-3 py-3px min-h-40px wide:px-4 wide:py-2 wide:min-h-56px ${lines[at]} ${shares[at]}`}
        >
          <span class="micro">{label}</span>
          <Skeleton width={['58%', '46%', '52%', '70%'][at] ?? '50%'} class="mt-2px" />
        </div>
      ))}
    </section>
  )
}

const tiers = { discovery: 'Discovery', exploring: 'Exploring', confident: 'Confident' } as const
const bars = [1, 2, 3, 4, 5]

/** Where the case stands; wide, the head of the screen says it. */
const StageWord = ({ detail }: { detail: SessionDetail }) => (
  <span class="cut text-micro font-500 text-muted wide:hidden">{stageWords[detail.stage]}</span>
)

/** A word, five bars, a number: how sure FlowPilot is; pressed, it shows the flow. What has no room wraps out of sight, the number first. */
export function ConfidenceMeter({ detail, ...look }: { detail: SessionDetail; class?: string } & OfFlow) {
  const { confidence_tier, confidence_score, matched_flow } = detail
  const tier = tiers[confidence_tier]
  const score = Math.round(confidence_score)
  const flow = matched_flow ? `Flow: ${matched_flow}` : 'No flow matched: new discovery'
  return (
    <button
      type="button"
      ref={look.flowRef}
      title={`${tier}, ${score} of 100. ${flow}`}
      class={`relative flex-1 h-16px overflow-hidden flex flex-wrap justify-end gap-x-6px cursor-pointer ${look.class ?? 'min-w-0'}`}
      onClick={look.onFlow}
    >
      <span class="cut max-w-full text-micro font-500 text-muted">{tier}</span>
      <span class="flex items-center h-16px gap-2px">
        {bars.map((bar) => (
          <span
            key={bar}
            class={`bar w-3px h-8px rounded-1px ${score >= bar * 20 - 10 ? 'bar-on bg-muted' : 'bg-edge'}`}
          />
        ))}
      </span>
      {score > 0 && <span class="text-micro font-500 text-muted -ml-2px">{score}</span>}
      <span class="sr-only"> of 100. {flow}</span>
    </button>
  )
}
