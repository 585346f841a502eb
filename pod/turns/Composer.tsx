import { CornerDownLeft, Square, TriangleAlert } from 'lucide-preact'
import type { ComponentChildren, RefObject } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiProblem } from '../line/api-problem.ts'
import type { Draft } from '../line/drafts.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { isComposing } from '../ui/is-composing.ts'
import { Notice } from '../ui/Notice.tsx'
import { Textarea } from '../ui/Textarea.tsx'
import { excessOf, TooLong } from '../ui/TooLong.tsx'
import type { TurnModel } from './turn-model.ts'
import { useSlash } from './use-slash.tsx'

/** Always at the bottom. Enter sends, Shift+Enter breaks the line; while FlowPilot answers the button stops it. */
export function Composer(props: {
  draft: Draft
  turn: TurnModel
  areaRef: RefObject<HTMLTextAreaElement | null>
  /** Beside Send in a low pod, where there is no row of actions. */
  end?: ComponentChildren
  onSend: () => void
}) {
  const { draft, turn } = props
  const { live } = usePod()
  const [hint, setHint] = useState(false)
  const isRunning = turn.is_running.value
  const isOffline = live.state.value.status === 'offline'
  const text = turn.text.value
  const failure = turn.problem.value
  const isTooLong = excessOf(text) > 0
  const send = () => {
    if (slash.take()) return
    if (isRunning) return setHint(true)
    if (text.trim() && !isOffline && !isTooLong) props.onSend()
  }
  const byKey = (event: KeyboardEvent) => {
    if (isComposing(event) || slash.byKey(event)) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape') props.areaRef.current?.blur()
  }
  const write = (words: string) => {
    setHint(false)
    if (failure?.origin === 'composer') turn.forgive()
    draft.set(words)
    slash.typed()
  }
  const slash = useSlash({
    text,
    write: (words) => {
      write(words)
      props.areaRef.current?.focus({ preventScroll: true })
    },
    current: () => turn.text.peek(),
    onSendAsIs: props.onSend,
  })
  return (
    <>
      {failure?.origin === 'composer' && (
        <Notice
          icon={TriangleAlert}
          tone="red"
          role="alert"
          class="b-b-0 b-t b-t-solid"
          title={refusal(failure.problem)}
          action={text.trim() && <Button onPress={send}>Send again</Button>}
        />
      )}
      {slash.above}
      <div class="flex-none flex items-end gap-2 px-3 py-7px wide:px-4 wide:pl-5 wide:py-13px b-t b-t-solid b-line">
        <div class="flex-1 min-w-0 py-5px wide:text-wide">
          <Textarea
            bare
            label="Message to FlowPilot"
            placeholder={isRunning && hint ? 'FlowPilot is still answering' : 'Message, / for commands'}
            value={text}
            maxRows={6}
            list={slash.list}
            areaRef={props.areaRef}
            onInput={write}
            onKeyDown={byKey}
            class="outline-none [unicode-bidi:plaintext]"
          />
          {isRunning && hint && text && <p class="meta">FlowPilot is still answering. Your text is kept.</p>}
          <TooLong
            text={text}
            onCut={(words) => {
              write(words)
              props.areaRef.current?.focus({ preventScroll: true })
            }}
          />
        </div>
        {props.end}
        {isRunning ? (
          <Button icon={Square} busy={turn.is_stopping.value} onPress={turn.stop}>
            Stop
          </Button>
        ) : isOffline ? (
          <Button why="There is no connection. Your text is kept.">Send when online</Button>
        ) : (
          <Button
            class="hinted [--hint:18px]"
            onPress={send}
            why={isTooLong ? 'The message is too long.' : undefined}
          >
            Send
            <Icon of={CornerDownLeft} size={12} class="text-muted kbd-typing" />
          </Button>
        )}
      </div>
    </>
  )
}

/** Words that may be there already go out under the same key: the engineer should know that this is safe. */
function refusal({ status, code, message }: ApiProblem): string {
  if (status !== 0) return message
  const why = code === 'timeout' ? 'took too long to answer' : 'could not be reached'
  return `FlowPilot ${why}. Your text is kept; sending it again cannot send it twice.`
}

/** Where nothing can be written, why. */
export function NoComposer({ words }: { words: string }) {
  return (
    <p class="flex-none min-h-44px flex items-center px-3 py-2 wide:px-5 meta b-t b-t-solid b-line">
      {words}
    </p>
  )
}
