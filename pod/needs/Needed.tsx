import { useEffect } from 'preact/hooks'
import { GoTo } from '../frame/GoTo.tsx'
import { usePod } from '../pod.ts'
import { Section } from '../ui/Section.tsx'
import { NeedRow } from './NeedRow.tsx'
import { needsOf } from './needs-model.ts'

/** Above a start page: so many, the others on the page of their own. */
const most = 5

/** Where I am needed, above what a start page is for; nothing where nothing waits. */
export function Needed() {
  const needs = needsOf(usePod())
  useEffect(() => needs.watch(), [needs])
  const items = needs.items.value ?? []
  if (items.length === 0) return null
  return (
    <Section id="needs" title="Where am I needed" count={`${items.length}`}>
      <ul>
        {items.slice(0, most).map((need) => (
          <NeedRow key={need.post_id ?? need.session_id} need={need} />
        ))}
      </ul>
      {items.length > most && (
        <GoTo route={{ screen: 'needs' }} class="block px-3 wide:px-5 py-6px meta hover:bg-hover">
          All {items.length}
        </GoTo>
      )}
    </Section>
  )
}
