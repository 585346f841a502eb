import { Check, CircleHelp, Pencil, TriangleAlert, X } from 'lucide-preact'
import type { ConnectionTest } from '../../shared/contracts/connections.ts'
import { Icon } from '../ui/Icon.tsx'
import { groupTitles, type RightGroup, rightsIn, wordsOf } from './right-words.ts'

const signs = {
  missing: { of: X, class: 'text-red' },
  too_much: { of: TriangleAlert, class: 'text-amber' },
  unclear: { of: CircleHelp, class: 'text-muted' },
  works: { of: Check, class: 'text-green' },
  untried: { of: Pencil, class: 'text-muted' },
} as const satisfies Record<RightGroup, object>
const groups = Object.keys(signs) as RightGroup[]

/** What the keys can do: what is missing and costs something first, what cannot be tried last. */
export function RightsReport({ test }: { test: ConnectionTest }) {
  const { version, member } = test
  return (
    <section class="card p-0 overflow-hidden" aria-label="Result of the test">
      <p role="status" class="px-3 py-2 b-b b-b-solid b-line">
        {`Connected${version ? `, ConnectWise ${version}` : ''}${member ? `, as ${member}` : ''}.`}
      </p>
      {groups.map((group) => (
        <Group key={group} group={group} test={test} />
      ))}
    </section>
  )
}

function Group({ group, test }: { group: RightGroup; test: ConnectionTest }) {
  const rights = rightsIn(test, group)
  if (rights.length === 0) return null
  const sign = signs[group]
  return (
    <div class="py-1">
      <h3 class="micro px-3 pt-2 pb-1">{groupTitles[group]}</h3>
      <ul>
        {rights.map((right) => (
          <li key={right.code} class="flex items-start gap-2 px-3 py-1">
            <Icon of={sign.of} class={`mt-1px flex-none ${sign.class}`} />
            <span class="min-w-0 grid grid-cols-1 wide:grid-cols-2 gap-x-4 flex-1">
              <span>{right.need}</span>
              <span class={group === 'missing' ? '' : 'text-muted'}>{wordsOf(right, group)}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
