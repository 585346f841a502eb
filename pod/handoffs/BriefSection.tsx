import { Check, LoaderCircle, Pencil, TriangleAlert } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Textarea } from '../ui/Textarea.tsx'
import { BriefView } from './BriefView.tsx'
import type { EscalateModel } from './escalate-model.ts'

/** What the next one gets to read: the basic brief at once, the written one in its place when it has come. */
export function BriefSection({ model }: { model: EscalateModel }) {
  const preview = model.preview.value
  const coming = model.coming.value
  const edited = model.edited.value
  return (
    <section aria-label="Brief they get" aria-busy={coming !== null} class="px-3 pb-3 wide:px-5 wide:pb-5">
      <div class="flex items-center min-h-36px gap-2">
        <h3 class="micro flex-1">Brief they get</h3>
        <Standing model={model} />
        {preview && edited === null && (
          <Button small kind="quiet" icon={Pencil} onPress={() => model.edit(preview.content)}>
            Edit
          </Button>
        )}
      </div>
      {edited !== null ? (
        <Edited model={model} text={edited} />
      ) : preview ? (
        <BriefView brief={preview.brief} coming={coming} />
      ) : (
        coming !== null && <Waiting words={coming} />
      )}
    </section>
  )
}

/** In the hand of a person nothing that comes later changes it. */
function Edited({ model, text }: { model: EscalateModel; text: string }) {
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => area.current?.focus({ preventScroll: true }), [])
  return (
    <div class="grid gap-1">
      <Textarea
        label="Brief they get"
        value={text}
        minRows={10}
        maxRows={40}
        maxLength={14_000}
        areaRef={area}
        onInput={model.edit}
      />
      <p class="meta">The line of each name stays; what stands below it is theirs to read and in the note.</p>
    </div>
  )
}

function Standing({ model }: { model: EscalateModel }) {
  const preview = model.preview.value
  if (model.edited.value !== null)
    return (
      <>
        <span class="meta">edited by you</span>
        <Button small kind="line" onPress={() => model.edit(null)}>
          Undo edits
        </Button>
      </>
    )
  if (model.coming.value !== null)
    return (
      <span class="meta flex items-center gap-6px" role="status">
        <Icon of={LoaderCircle} size={12} class="spin" />
        {preview ? 'basic, the full one is being written' : 'being written'}
      </span>
    )
  if (model.unwritten.value)
    return (
      <>
        <span class="text-meta text-amber flex items-center gap-6px min-w-0" role="alert">
          <Icon of={TriangleAlert} size={12} />
          <span class="cut" title={model.unwritten.value.message}>
            {preview ? 'The basic one goes' : 'It goes as the case stands'}
          </span>
        </span>
        <Button small kind="line" onPress={model.write}>
          Try again
        </Button>
      </>
    )
  if (!preview) return null
  return (
    <span class="meta flex items-center gap-6px">
      <Icon of={Check} size={12} class="text-green" />
      {preview.brief.kind === 'basic' ? 'basic, from the case itself' : 'full'}
    </span>
  )
}

function Waiting({ words }: { words: string }) {
  if (words) return <p class="whitespace-pre-wrap [overflow-wrap:anywhere]">{words}</p>
  return (
    <div class="grid gap-3 py-1">
      <Skeleton width="92%" />
      <Skeleton width="78%" />
      <Skeleton width="60%" />
    </div>
  )
}
