import { ChevronRight, Search } from 'lucide-preact'
import { useId, useMemo, useState } from 'preact/hooks'
import type { Session } from '../../shared/contracts/sessions.ts'
import { type ActGroup, actList } from '../acts/act-list.ts'
import { type Act, actsNow } from '../acts/acts.ts'
import { usePod } from '../pod.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { isComposing } from '../ui/is-composing.ts'
import { Keys } from '../ui/Keys.tsx'
import { isPressOf } from '../ui/keys.ts'
import { Listbox, type ListboxRow, optionId, stepIn } from '../ui/Listbox.tsx'
import { Plain } from '../ui/Plain.tsx'
import { ActWords, wordsOf } from './ActWords.tsx'
import { useFoundCases } from './find-cases.ts'
import { matchWords } from './match.ts'

const groups: Record<ActGroup, string> = { case: 'Case', go: 'Go to', view: 'View' }
const groupOrder: readonly ActGroup[] = ['case', 'go', 'view']
const inList = Object.keys(actList)
/** Of no use while it is open. */
const notHere = new Set(['palette'])

type Row = ListboxRow & { run: (event: Event) => void }

/** Everything that can be done here and every case, by typing the beginnings of words. */
export function Palette({ onClose }: { onClose: () => void }) {
  const pod = usePod()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const acts = useMemo(actsNow, [])
  const words = typed.trim().replace(/^#/, '')
  // the pod shows the ticket in view and no other case
  const { cases, problem } = useFoundCases(pod, words, pod.host.kind !== 'pod' && pod.me.value !== null)
  const rows: Row[] = [
    ...actRows(acts, words),
    ...cases.map((each) => caseRow(each, () => pod.go({ screen: 'case', session_id: each.id }))),
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

function actRows(acts: readonly Act[], words: string): Row[] {
  return groupOrder.flatMap((group) =>
    acts
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
      })),
  )
}

function caseRow(each: Session, run: () => void): Row {
  return {
    id: each.id,
    group: 'Cases',
    run,
    show: (
      <div class="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-10px items-center">
        <Icon of={ChevronRight} size={14} class="text-muted" />
        <span class="cut">
          {each.psa_ticket_id && <span class="text-muted">#{each.psa_ticket_id} </span>}
          <Plain text={each.title} />
        </span>
        <span class="meta">{each.status === 'active' ? '' : each.status}</span>
      </div>
    ),
  }
}
