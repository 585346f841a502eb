import { CornerDownLeft, Square, TriangleAlert } from 'lucide-preact'
import type { ComponentChildren, RefObject } from 'preact'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { ApiProblem } from '../line/api-problem.ts'
import type { Draft } from '../line/drafts.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { isComposing } from '../ui/is-composing.ts'
import { Notice } from '../ui/Notice.tsx'
import { Textarea } from '../ui/Textarea.tsx'
import { excessOf, TooLong } from '../ui/TooLong.tsx'
import { PictureButton, PictureStrip, type Pictures } from './pictures.ts'
import { recalled, saidBy } from './recall.ts'
import type { TurnModel } from './turn-model.ts'
import { useSlash } from './use-slash.tsx'

/**
 * Always at the bottom. Enter sends, Shift+Enter breaks the line, an arrow up in the empty box brings back what one said. While FlowPilot answers, the button stops it and Enter
 * has the words wait; so it does without a connection.
 */
export function Composer(props: {
  draft: Draft
  turn: TurnModel
  pictures: Pictures
  detail: SessionDetail
  areaRef: RefObject<HTMLTextAreaElement | null>
  /** Beside Send in a low pod, where there is no row of actions. */
  end?: ComponentChildren
  onSend: () => void
}) {
  const { draft, turn, pictures } = props
  const { outage, me } = usePod()
  const isOut = outage.value !== null
  const isRunning = turn.is_running.value
  const waiting = turn.waiting.value
  const text = turn.text.value
  const problem = turn.problem.value
  const failure = problem?.origin === 'composer' && !(isOut && problem.problem.status === 0) ? problem : null
  const isTooLong = excessOf(text) > 0
  const send = () => {
    if (slash.take()) return
    if ((text.trim() || pictures.list.value.length > 0) && !waiting && !isTooLong) props.onSend()
  }
  const byKey = (event: KeyboardEvent) => {
    if (isComposing(event) || slash.byKey(event)) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape') props.areaRef.current?.blur()
    else if (event.key.startsWith('Arrow')) {
      const words = recalled(event, text, saidBy(props.detail.steps, me.value?.user.id))
      if (words === null) return
      event.preventDefault()
      write(words)
    }
  }
  const write = (words: string) => {
    if (failure) turn.forgive()
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
      {failure && (
        <Notice
          icon={TriangleAlert}
          tone="red"
          role="alert"
          class="b-b-0 b-t b-t-solid"
          title={refusal(failure.problem)}
        />
      )}
      <PictureStrip pictures={pictures} isSending={turn.sending.value?.pictures === pictures.list.value} />
      {slash.above}
      <div class="flex-none flex items-end gap-2 px-3 py-7px wide:px-4 wide:pl-5 wide:py-13px b-t b-t-solid b-line">
        <div class="flex-1 min-w-0 py-5px wide:text-wide">
          <Textarea
            bare
            isComposer
            label="Message to FlowPilot"
            placeholder="Message, / for commands"
            value={text}
            maxRows={6}
            list={slash.list}
            areaRef={props.areaRef}
            onInput={write}
            onKeyDown={byKey}
            class="outline-none [unicode-bidi:plaintext]"
          />
          {waiting && <Waits turn={turn} detail={props.detail} text={text} />}
          <TooLong
            text={text}
            onCut={(words) => {
              write(words)
              props.areaRef.current?.focus({ preventScroll: true })
            }}
          />
        </div>
        <PictureButton pictures={pictures} area={props.areaRef} meanwhile={<span class="w-28px" />} />
        {props.end}
        {isRunning ? (
          <Button icon={Square} busy={turn.is_stopping.value} onPress={turn.stop}>
            Stop
          </Button>
        ) : (
          <Button class="hinted [--hint:18px]" onPress={send} why={whyNot(waiting !== null, isTooLong)}>
            {isOut ? 'Send when online' : 'Send'}
            <Icon of={CornerDownLeft} size={12} class="text-muted kbd-typing" />
          </Button>
        )}
      </div>
    </>
  )
}

function whyNot(waits: boolean, isTooLong: boolean): string | undefined {
  if (waits) return 'It waits to go out.'
  return isTooLong ? 'The message is too long.' : undefined
}

/** When the words go out by themselves, and the way to stop that. */
function Waits(props: { turn: TurnModel; detail: SessionDetail; text: string }) {
  const waiting = props.turn.waiting.value
  const user_id = usePod().me.value?.user.id
  if (!waiting) return null
  const { attempt, until } = waiting
  const what = attempt.content === props.text || attempt.content === '' ? '' : `“${attempt.content.trim()}” `
  return (
    <p role="status" class="meta flex items-center gap-2">
      <span class="cut">
        {what}
        {what ? 'goes' : 'Goes'} out{' '}
        {until === 'answer' ? afterWhom(props.detail, user_id) : 'once FlowPilot is reached again'}
      </span>
      <Button kind="quiet" small onPress={props.turn.cancelWaiting}>
        Cancel
      </Button>
    </p>
  )
}

function afterWhom({ steps }: SessionDetail, user_id: string | undefined): string {
  const author = steps.findLast(({ kind }) => kind === 'message')?.author
  if (!author || author === 'flowpilot' || author.user_id === user_id) return 'after this answer'
  return `after the answer to ${stripHidden(author.name).split(' ')[0]}`
}

/** Words that may be there already go out under the same key: the engineer should know that this is safe. */
function refusal({ status, code, message }: ApiProblem): string {
  if (status !== 0) return message
  const why = code === 'timeout' ? 'FlowPilot took too long to answer' : "FlowPilot can't be reached"
  return `${why}. Your text is kept; sending it again cannot send it twice.`
}

/** Where nothing can be written, why. */
export function NoComposer({ words }: { words: string }) {
  return (
    <p class="flex-none min-h-44px flex items-center px-3 py-2 wide:px-5 meta b-t b-t-solid b-line">
      {words}
    </p>
  )
}
