import { Copy, RefreshCw, Undo2 } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { actList } from '../acts/act-list.ts'
import { act, useActs } from '../acts/acts.ts'
import { Button } from '../ui/Button.tsx'
import { AskFirst } from '../ui/Question.tsx'
import { toast } from '../ui/Toasts.tsx'
import { calmMs, type UpdateModel } from './update-model.ts'

/**
 * What can be done with a draft besides posting it. Words of a person are not written over without a question.
 * `copyFirst`: copying is what it is for.
 */
export function DraftActs({ model, copyFirst = false }: { model: UpdateModel; copyFirst?: boolean }) {
  const calm = useCalm(model)
  const why = calm ? undefined : 'A moment: this draft is only seconds old'
  // what was posted stands in the ticket and in the log
  const isOwn = !model.made.value && (model.edited.value || model.typed.value !== null)
  const copy = async () => {
    if (await model.copy()) toast('Copied', { tone: 'good' })
    else toast('The browser did not allow copying. Select the text and copy it.', { tone: 'bad' })
  }
  useActs('sheet', () => [
    act('copyDraft', { run: copy }),
    act('writeAnew', {
      why: () => why ?? (isOwn ? 'Your own words stand here: Regenerate asks first.' : null),
      run: () => void model.generate(),
    }),
  ])
  return (
    <div class="flex flex-wrap items-center gap-1 -ml-6px">
      <Button
        kind={copyFirst ? 'primary' : 'quiet'}
        icon={Copy}
        label="Copy"
        class={copyFirst ? 'order-1' : ''}
        onPress={copy}
      >
        <span class={copyFirst ? '' : 'low:hidden'}>Copy</span>
      </Button>
      {isOwn ? (
        <AskFirst
          key={model.update.value?.update_id}
          opens="Regenerate"
          act="Regenerate"
          says="A new text takes the place of your words."
          quiet
          why={why}
          busy={false}
          onAct={() => void model.generate()}
        />
      ) : (
        <Button
          kind="quiet"
          icon={RefreshCw}
          label="Regenerate"
          keys={actList.writeAnew.keys[0]}
          why={why}
          class={calm ? '' : 'b-transparent px-6px'}
          onPress={() => model.generate()}
        >
          <span class="low:hidden slim:hidden">Regenerate</span>
        </Button>
      )}
      {model.hasBefore.value && (
        <Button kind="quiet" icon={Undo2} label="Text before" onPress={model.swap}>
          <span class="low:hidden slim:hidden">Text before</span>
        </Button>
      )}
    </div>
  )
}

function useCalm(model: UpdateModel): boolean {
  const [, again] = useState(0)
  const left = model.calmUntil.value - Date.now()
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => again((n) => n + 1), Math.min(left, calmMs) + 20)
    return () => clearTimeout(timer)
  }, [left])
  return left <= 0
}
