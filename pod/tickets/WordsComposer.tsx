import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import type { Draft } from '../line/drafts.ts'
import { Button } from '../ui/Button.tsx'
import { FullRemark } from '../ui/FullRemark.tsx'
import { isComposing } from '../ui/is-composing.ts'
import { Textarea } from '../ui/Textarea.tsx'

const mostCharacters = 100_000

/** The bar at the bottom before there is a case: own words, kept as a draft. */
export function WordsComposer(props: {
  draft: Draft
  placeholder: string
  busy: boolean
  why?: string | undefined
  action?: ComponentChildren
  onSend: (words: string) => Promise<boolean>
}) {
  const { draft } = props
  const words = draft.text.value.trim()
  const area = useRef<HTMLTextAreaElement>(null)
  const send = async () => {
    if (!words) return area.current?.focus()
    if (props.why || props.busy) return
    if (await props.onSend(words)) draft.clear()
  }
  return (
    <div class="flex-none min-h-44px wide:min-h-56px flex items-center gap-2 px-3 py-7px wide:pl-5 wide:pr-4 b-t b-t-solid b-line">
      <div class="flex-1 min-w-0 grid">
        <Textarea
          bare
          areaRef={area}
          label={props.placeholder}
          placeholder={props.placeholder}
          value={draft.text.value}
          maxRows={6}
          maxLength={mostCharacters}
          onInput={draft.set}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return
            event.preventDefault()
            void send()
          }}
        />
        <FullRemark value={draft.text.value} most={mostCharacters} />
      </div>
      {props.action ?? (
        <Button
          class="hinted [--hint:18px]"
          keys="Enter"
          keysInField
          busy={props.busy}
          why={props.why}
          onPress={send}
        >
          Send
        </Button>
      )}
    </div>
  )
}
