import { CircleCheck, Eye, TriangleAlert, X } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Leak } from '../../shared/contracts/updates.ts'
import { actList } from '../acts/act-list.ts'
import { act, useActs } from '../acts/acts.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { announce } from '../ui/LiveRegion.tsx'
import { plural } from '../ui/when.ts'
import type { Visibility } from './draft-state.ts'
import { countWords, leakWords } from './leak-words.ts'
import { type ListedLeak, listedLeaks, redactedWords } from './leaks.ts'
import type { UpdateModel } from './update-model.ts'

/** What becomes of them, by who reads the text. */
function fate(visibility: Visibility | null, all: number, open: number): string {
  const them = plural(all, 'it', 'them')
  if (visibility === null) return `Look at ${them} before you send it.`
  if (visibility === 'internal')
    return open > 0
      ? 'Posted as the text shows, unless you post the words anyway.'
      : 'Posted with the words in it.'
  return open > 0 ? `The client would read ${them}. Decide before you post.` : `The client will read ${them}.`
}

/** What stands beside the words of one. */
function standing(leak: Leak, times: number, isLetOut: boolean, visibility: Visibility | null): string {
  const what = times > 1 ? `${leakWords(leak)}, ${times} times` : leakWords(leak)
  if (isLetOut) return `${what}, posted anyway`
  return visibility === 'internal' ? `posted as ${redactedWords(leak)}` : what
}

/** What of a draft its reader should perhaps not see, each to be reworded, removed or let out; it decides what is posted. */
export function LeakList({ model }: { model: UpdateModel }) {
  const section = useRef<HTMLElement>(null)
  const visibility = model.visibility.value
  const accepted = model.accepted.value
  const rows = listedLeaks(model.update.value?.content ?? '', model.leaks.value)
  const open = rows.filter(({ leak }) => !accepted.has(leak.id))
  const plain = model.made.value === null ? open.filter(({ leak }) => leak.instead !== null) : []
  const says = countWords(rows)
  useEffect(() => {
    if (rows.length > 0) announce(`${says}.`)
  }, [rows.length])
  const sayPlainly = (some: readonly ListedLeak[]) => {
    section.current?.focus()
    return model.sayPlainly(some.map(({ leak }) => leak.id))
  }
  useActs('sheet', () => [
    act('plainWords', {
      why: () => (plain.length > 0 ? null : 'There are no plain words to take.'),
      run: () => sayPlainly(plain.slice(0, 1)),
    }),
  ])
  if (rows.length === 0) return null
  const tone =
    visibility === 'client_visible' && open.length > 0 ? 'bg-red-soft b-red-edge' : 'bg-raised b-line'
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label={rows.every(({ leak }) => leak.kind === 'secret') ? 'Possible secrets' : 'To look at first'}
      class={`outline-none rounded-card b b-solid mb-2 px-3 py-2 low:py-1 ${tone}`}
    >
      <p class="flex items-start gap-2">
        <Icon of={TriangleAlert} class={`mt-1px ${open.length > 0 ? 'text-red' : 'text-amber'}`} />
        <span class="min-w-0">
          <strong class="font-600">{says}.</strong>{' '}
          <span class="text-muted">{fate(visibility, rows.length, open.length)}</span>
        </span>
      </p>
      <ul class="list-none m-0 p-0 pl-24px pt-1 max-h-[42vh] overflow-y-auto">
        {rows.map((row) => (
          <Row
            key={row.leak.id}
            row={row}
            model={model}
            isLetOut={accepted.has(row.leak.id)}
            isNext={row === plain[0]}
            onPlain={() => sayPlainly([row])}
            onGone={() => section.current?.focus()}
          />
        ))}
      </ul>
      {plain.length > 1 && (
        <div class="pl-24px pt-1">
          <Button small onPress={() => sayPlainly(plain)}>
            Fix all {plain.length} with plain words
          </Button>
        </div>
      )}
    </section>
  )
}

type RowProps = {
  row: ListedLeak
  model: UpdateModel
  isLetOut: boolean
  /** The key takes its plain words. */
  isNext: boolean
  onPlain: () => unknown
  onGone: () => void
}

/** A run of words is told by its beginning. */
const shown = (words: string) => (words.length > 90 ? `${words.slice(0, 88)}…` : words)

function Row(props: RowProps) {
  const { model, isLetOut } = props
  const { leak, words, times } = props.row
  const fixed = model.made.value !== null
  const remove = async () => {
    props.onGone()
    await model.removeLeak(leak.id)
  }
  return (
    <li class="flex flex-wrap items-center gap-x-2 gap-y-1 min-h-28px py-1 [&+&]:b-t [&+&]:b-t-solid [&+&]:b-line">
      <span class="flex-1 basis-140px min-w-0 [overflow-wrap:anywhere]">
        <code class="font-mono text-meta font-600">{shown(words)}</code>{' '}
        <span class="meta">{standing(leak, times, isLetOut, model.visibility.value)}</span>
      </span>
      {!fixed && (
        <span class="flex flex-wrap gap-1">
          {leak.instead !== null && !isLetOut && (
            <Button
              small
              keys={props.isNext ? actList.plainWords.keys[0] : undefined}
              onPress={props.onPlain}
            >
              Say “{leak.instead}”
            </Button>
          )}
          <Button small icon={X} label={`Remove: ${leakWords(leak)}`} onPress={() => void remove()}>
            Remove
          </Button>
          {model.visibility.value !== null && (
            <Button
              small
              icon={isLetOut ? CircleCheck : Eye}
              class={isLetOut ? 'b-amber-edge bg-amber-soft' : ''}
              pressed={isLetOut}
              label={`Post it anyway: ${leakWords(leak)}`}
              onPress={() => model.letOut(leak.id, !isLetOut)}
            >
              Post it anyway
            </Button>
          )}
        </span>
      )}
    </li>
  )
}
