import { Search } from 'lucide-preact'
import { useId, useMemo, useState } from 'preact/hooks'
import { type ActGroup, actList } from '../acts/act-list.ts'
import { type Act, actsNow } from '../acts/acts.ts'
import { caseOn, placeOf } from '../frame/last-case.ts'
import { type Pod, usePod } from '../pod.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { matchWords } from '../ui/filter/match-words.ts'
import { Icon } from '../ui/Icon.tsx'
import { isComposing } from '../ui/is-composing.ts'
import { Keys } from '../ui/Keys.tsx'
import { isPressOf } from '../ui/keys.ts'
import { Listbox, type ListboxRow, optionId, stepIn } from '../ui/Listbox.tsx'
import { ActWords, wordsOf } from './ActWords.tsx'
import { CaseWords } from './CaseWords.tsx'
import { useFoundCases } from './find-cases.ts'
import { PageWords, pagesFrom } from './PageWords.tsx'

const groups: Record<ActGroup, string> = { case: 'Case', go: 'Go to', view: 'View' }
const inList = Object.keys(actList)
/** Of no use while it is open. */
const notHere = new Set(['palette'])

type Row = ListboxRow & { run: (event: Event) => void }

/** Everything that can be done here, every page and every case, by typing the beginnings of words. */
export function Palette({ onClose }: { onClose: () => void }) {
  const pod = usePod()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const acts = useMemo(actsNow, [])
  const words = typed.trim().replace(/^#/, '')
  const { cases, problem } = useFoundCases(pod, words, pod.me.value !== null)
  const rows: Row[] = [
    ...actRows(acts, 'case', words),
    ...actRows(acts, 'go', words),
    ...pageRows(pod, words),
    ...actRows(acts, 'view', words),
    ...cases.map((each) => ({
      id: each.id,
      group: pod.host.kind === 'pod' ? 'Cases of this ticket' : 'Cases',
      run: () => openCase(pod, each.id),
      show: <CaseWords case={each} />,
    })),
  ]
  const current = rows[Math.min(at, rows.length - 1)]
  const pick = (row: Row | undefined, event: Event) => {
    if (!row || row.why) return
    // the focus goes back first, so that what is run may take it
    onClose()
    setTimeout(() => row.run(event))
  }
  const byKey = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    const to = stepIn(event.key, Math.min(at, rows.length - 1), rows.length)
    if (to !== null) setAt(to)
    else if (event.key === 'Enter') pick(current, event)
    else if (isPressOf(event, 'Mod+K')) onClose()
    else return
    event.preventDefault()
  }
  return (
    <Dialog label="Command palette" class="flex flex-col" onClose={onClose}>
      <div class="flex-none flex items-center gap-10px px-4 h-44px b-b b-b-solid b-line">
        <Icon of={Search} class="text-muted" />
        <input
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          aria-label="What to do, or a case"
          aria-expanded={rows.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={current ? optionId(list, current.id) : undefined}
          placeholder="What to do, or a case"
          maxLength={100}
          class="flex-1 min-w-0 bg-transparent b-0 p-0 outline-none text-title"
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={byKey}
        />
        <Keys of="Esc" />
      </div>
      <Listbox
        id={list}
        label="What can be done"
        class="flex-1 min-h-0 overflow-y-auto p-2"
        rows={rows}
        at={Math.min(at, rows.length - 1)}
        onPoint={setAt}
        onPick={(index, event) => pick(rows[index], event)}
      />
      {problem && (
        <p role="alert" class="px-4 pb-2 text-meta text-amber">
          Cases cannot be searched now. {problem}
        </p>
      )}
      {rows.length === 0 && !problem && <p class="px-4 pb-3 meta">Nothing begins with “{words}”.</p>}
      <p class="flex-none flex gap-4 px-4 py-6px meta b-t b-t-solid b-line" aria-hidden="true">
        <span>↑↓ move</span>
        <span>↵ run</span>
      </p>
    </Dialog>
  )
}

function actRows(acts: readonly Act[], group: ActGroup, words: string): Row[] {
  return acts
    .filter((act) => act.group === group && !notHere.has(act.id))
    .flatMap((act) => {
      const hit = matchWords(wordsOf(act), words)
      return hit ? [{ act, hit, why: act.why() }] : []
    })
    .toSorted(
      (a, b) =>
        Number(a.why !== null) - Number(b.why !== null) ||
        a.hit.rank - b.hit.rank ||
        inList.indexOf(a.act.id) - inList.indexOf(b.act.id),
    )
    .map(({ act, hit, why }, at) => ({
      id: `${act.id}-${at}`,
      group: groups[group],
      why,
      show: <ActWords act={act} ranges={hit.ranges} />,
      run: (event: Event) => void act.run('', event),
    }))
}

function pageRows({ router, host, me, go }: Pod, words: string): Row[] {
  return pagesFrom(router.pages, host, me.value)
    .flatMap((page) => {
      const hit = matchWords(page.title, words)
      return hit ? [{ page, hit }] : []
    })
    .toSorted((a, b) => a.hit.rank - b.hit.rank)
    .map(({ page, hit }) => ({
      id: `page-${page.name}`,
      group: groups.go,
      show: <PageWords page={page} ranges={hit.ranges} inTab={!page.on.includes(host.kind)} />,
      run: () => go({ screen: page.name }),
    }))
}

/** In a pod the case that stands on the ticket is gone back to, not opened over itself. */
function openCase({ host, me, go }: Pod, session_id: string): void {
  const ticketId = host.kind === 'pod' ? host.ticket.value : null
  const own = ticketId && me.value ? caseOn(placeOf(me.value, ticketId), host) : null
  go(own === session_id ? { screen: 'new' } : { screen: 'case', session_id })
}
