import { Check, CircleDashed } from 'lucide-preact'
import type { CaseFlow } from '../../shared/contracts/flows.ts'
import { GoTo } from '../frame/GoTo.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { matchedWords, nodeTitle } from './flow-words.ts'

type Walk = NonNullable<CaseFlow['walks']>

/** How a case came to where it stands, and why this flow leads it. */
export function CaseWay(props: { of_case: CaseFlow; walk: Walk; onChoose: (key: string) => void }) {
  const { of_case, walk, onChoose } = props
  const steps = walk.place.trail.flatMap(({ node: key, option }, at) => {
    const node = walk.flow.nodes.find((one) => one.key === key)
    return node ? [{ id: `${at} ${key}`, key, option, title: nodeTitle(node) }] : []
  })
  return (
    <>
      <section aria-label="How the case came here" class={column}>
        <h3 class="micro">How the case came here</h3>
        {steps.length === 0 && <p class="text-muted">It stands at the first question.</p>}
        <ol class="grid gap-1">
          {steps.map(({ id, key, option, title }) => (
            <li key={id} class="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2">
              <Icon
                of={option ? Check : CircleDashed}
                size={14}
                class={`mt-2px ${option ? 'text-green' : 'text-muted'}`}
              />
              <button
                type="button"
                class="text-left cursor-pointer hover:underline"
                onClick={() => onChoose(key)}
              >
                <Plain text={option ?? 'Left open'} class={option ? 'font-500' : 'text-muted'} />{' '}
                <Plain text={title} class="meta" />
              </button>
            </li>
          ))}
        </ol>
      </section>
      <section aria-label="Matched by" class={column}>
        <h3 class="micro">Matched by</h3>
        {walk.words.length === 0 && <p class="text-muted">No words of the case; it leads all the same.</p>}
        {matchedWords(walk.words).map((line) => (
          <Plain as="p" key={line} text={line} />
        ))}
        <p class="meta">
          {walk.leads_new
            ? 'An open case keeps its version when a newer one is imported.'
            : `This case keeps version ${walk.version}; new cases get another one.`}
        </p>
        <GoTo route={{ screen: 'case', session_id: of_case.session_id }} class="btn justify-self-start">
          {of_case.psa_ticket_id ? `Open case #${of_case.psa_ticket_id}` : 'Open case'}
        </GoTo>
      </section>
    </>
  )
}

const column =
  'flex-none wide:w-264px overflow-y-auto px-3 wide:px-4 py-3 grid gap-2 content-start b-t b-t-solid wide:b-t-0 wide:b-l wide:b-l-solid b-line'
