import { Check, CircleDot, Dot, type LucideIcon, MessageSquare, MessageSquareX, X } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { Brief } from '../../shared/contracts/handoffs.ts'
import { type Ground, groundOf } from '../../shared/ground.ts'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'

type List = 'what_we_know' | 'ruled_out' | 'remaining_hypotheses' | 'suggested_steps' | 'environment'
type Sign = { icon: LucideIcon; tone: string }
/** `signs`: of what was only told, of what was checked, and of a line that does not say. */
type Look = { title: string; signs?: Record<Ground | 'unsaid', Sign>; numbered?: true; text?: string }

/** What stands behind a line. */
type End = (item: string, text: string) => ComponentChildren
const row = 'grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-2 items-start'
const titleOf = (micro?: true) => (micro ? 'micro mb-1' : 'font-600 mb-2px')

const listLooks: Record<List, Look> = {
  what_we_know: {
    title: 'What we know',
    signs: {
      told: { icon: MessageSquare, tone: 'text-muted' },
      checked: { icon: Check, tone: 'text-green' },
      unsaid: { icon: Dot, tone: 'text-muted' },
    },
  },
  ruled_out: {
    title: 'Ruled out',
    signs: {
      told: { icon: MessageSquareX, tone: 'text-muted' },
      checked: { icon: X, tone: 'text-red' },
      unsaid: { icon: X, tone: 'text-muted' },
    },
    text: 'text-muted',
  },
  remaining_hypotheses: { title: 'Remaining hypotheses', numbered: true },
  suggested_steps: { title: 'Suggested next steps', numbered: true },
  environment: { title: 'Environment', text: 'code' },
}

/** One list of a brief; nothing where it has no line. `end` stands behind each line. */
export function BriefList(props: {
  brief: Brief
  list: List
  class?: string
  /** Its title is one of a section. */
  micro?: true
  end?: End
}) {
  const { brief, list, end } = props
  const { title, signs, numbered, text } = listLooks[list]
  if (brief[list].length === 0) return null
  return (
    <section aria-label={title} class={props.class}>
      <h3 class={titleOf(props.micro)}>{title}</h3>
      <ul class="grid gap-1">
        {brief[list].map((line, at) => (
          <li key={line} class={row}>
            {numbered ? (
              <span class="meta leading-18px text-center">{at + 1}</span>
            ) : signs ? (
              <GroundSign of={signs[groundOf(line).ground ?? 'unsaid']} />
            ) : (
              <span />
            )}
            <Plain text={line} class={text ?? ''} />
            {end?.(`${list}:${at}`, line)}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Its words stand at the end of the line. */
const GroundSign = ({ of: { icon, tone } }: { of: Sign }) => (
  <Icon of={icon} size={14} class={`mt-2px ${tone}`} />
)

/** What it most likely is; nothing where nobody has an idea. */
export function LikelyCause(props: { brief: Brief; class?: string; micro?: true; end?: End }) {
  const { brief, end } = props
  if (!brief.likely_cause) return null
  return (
    <section aria-label="Likely cause" class={props.class}>
      <h3 class={titleOf(props.micro)}>Likely cause</h3>
      <div class={row}>
        <Icon of={CircleDot} size={14} class="mt-2px text-blue" />
        <Plain text={brief.likely_cause} class="font-500" />
        {end?.('likely_cause', brief.likely_cause)}
      </div>
    </section>
  )
}

/** The brief as whoever takes the case over reads it. `coming`: the words of a newer one, as far as they came. */
export function BriefView({ brief, coming }: { brief: Brief; coming: string | null }) {
  return (
    <div class="grid gap-3">
      <section aria-label="Problem">
        <h3 class="font-600 mb-2px">Problem</h3>
        <Plain as="p" text={coming || brief.summary_prose} class="whitespace-pre-wrap" />
      </section>
      <BriefList brief={brief} list="what_we_know" />
      <BriefList brief={brief} list="ruled_out" />
      <LikelyCause brief={brief} />
      <BriefList brief={brief} list="remaining_hypotheses" />
      <BriefList brief={brief} list="suggested_steps" />
      <BriefList brief={brief} list="environment" />
    </div>
  )
}
