import { type ReadonlySignal, useSignal } from '@preact/signals'
import { CircleAlert, Pencil, PenLine, Square, TriangleAlert } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { offlineModel } from '../frame/offline-model.ts'
import { Button } from '../ui/Button.tsx'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { announce } from '../ui/LiveRegion.tsx'
import { lazily } from '../ui/lazily.tsx'
import { Markdown } from '../ui/Markdown.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Progress } from '../ui/Skeleton.tsx'
import { Textarea } from '../ui/Textarea.tsx'
import { clockTime } from '../ui/when.ts'
import type { OpinionOf } from './evidence/opinion.ts'
import { LeakList } from './LeakList.tsx'
import { leaksWithin } from './leaks.ts'
import { MarkedText, TextFrame } from './MarkedText.tsx'
import { newsWords } from './preview-words.ts'
import type { UpdateModel } from './update-model.ts'

const fetchEvidence = () => import('./evidence/evidence-parts.ts')
const EvidenceHead = lazily(() => fetchEvidence().then((part) => part.EvidenceHead))
const EvidenceText = lazily(() => fetchEvidence().then((part) => part.EvidenceText))

const words = (text: string) => text.split(/\s+/).filter(Boolean).length

const teaching = {
  ticket_notes: 'Status, steps and findings for your colleagues. Posted as an internal note.',
  client_update: 'Plain words for the client: what you work on, what you found, what is next.',
  email_draft: 'The client update as an e-mail, with subject, greeting and sign-off. Copied, not posted.',
} as const

const writing = {
  ticket_notes: 'Writing the ticket notes',
  client_update: 'Writing to the client',
  email_draft: 'Writing the e-mail',
} as const

type DraftProps = {
  model: UpdateModel
  session: ReadonlySignal<SessionDetail | null>
  /** Leads to a row of the case. */
  onPoint: (row_id: string) => void
}

/** The text between the choices and the button: what will come, what is coming, what came. */
export function Draft(props: DraftProps & { children?: ComponentChildren }) {
  const { model } = props
  const phase = model.phase.value
  const problem = model.problem.value
  const state =
    phase === 'result' ? 'The draft is ready.' : phase === 'generating' ? 'Writing the draft.' : ''
  useEffect(() => {
    if (state) announce(state)
  }, [state])
  return (
    <div
      class="flex-1 min-h-0 overflow-y-auto px-3 py-2 wide:px-5 low:py-6px"
      aria-busy={phase === 'generating'}
    >
      {problem && (
        <Notice card icon={TriangleAlert} tone="red" role="alert" class="mb-2" title={problem.message} />
      )}
      {phase === 'choosing' && <p class="text-muted py-1">{teaching[model.audience.value]}</p>}
      {phase === 'generating' && <Growing model={model} />}
      {phase === 'result' && <Written {...props} />}
      {props.children}
    </div>
  )
}

function Growing({ model }: { model: UpdateModel }) {
  const text = model.streamed.value
  return (
    <>
      <div class="flex items-center justify-between h-28px">
        <span class="meta">{writing[model.audience.value]}</span>
        <Button kind="quiet" icon={Square} keys="Esc" onPress={model.stop}>
          Stop
        </Button>
      </div>
      {text === '' ? <Progress words="Reading the case" /> : <Markdown text={text} class="text-base" />}
    </>
  )
}

function Written({ model, session, onPoint }: DraftProps) {
  const update = model.update.value
  const typed = model.typed.value
  const editing = typed !== null
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (editing) area.current?.focus({ preventScroll: true })
  }, [editing])
  const active = useSignal<number | null>(null)
  const opinion: OpinionOf = useSignal(null)
  const detail = session.value
  const version = detail?.state_version
  useEffect(() => {
    if (!editing) void model.readEvidence()
  }, [model, update?.content, version, editing])
  if (!update) return null
  const fixed = model.made.value !== null
  const evidence = model.evidence.value
  const text = stripHidden(update.content)
  const draw = (from: number, to: number) => (
    <MarkedText
      text={text.slice(from, to)}
      leaks={leaksWithin(model.leaks.value, from, to)}
      accepted={model.accepted.value}
      visibility={model.visibility.value}
    />
  )
  const whole =
    model.leaks.value.length > 0 ? (
      <TextFrame>{draw(0, text.length)}</TextFrame>
    ) : (
      <Markdown text={text} class="text-base leading-20px [&_p+p]:mt-3 [&_:is(ul,ol)+p]:mt-3" />
    )
  return (
    <>
      <Standing model={model} session={session} editing={editing} onEdit={fixed ? null : model.edit} />
      {update.subject && (
        <p class="pb-2">
          <span class="text-muted">Subject</span> <Plain text={update.subject} class="font-600" />
        </p>
      )}
      <LeakList model={model} />
      {!editing && evidence.length > 0 && (
        <EvidenceHead {...{ update, evidence, session, opinion, active, fixed }} />
      )}
      {editing ? (
        <Textarea
          label="Text of the update"
          value={typed ?? ''}
          maxRows={60}
          minRows={6}
          maxLength={15_000}
          areaRef={area}
          onInput={model.type}
          onBlur={() => void model.closeEditor()}
        />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the Edit button beside it is the keyboard's way
        // biome-ignore lint/a11y/useKeyWithClickEvents: the Edit button beside it is the keyboard's way
        <div
          class={fixed ? '' : 'cursor-text'}
          onClick={(event) => !fixed && isToEdit(event) && model.edit()}
        >
          {detail && evidence.length > 0 ? (
            <TextFrame>
              <EvidenceText
                {...{ text, evidence, opinion, detail, active, onPoint, draw }}
                meanwhile={whole}
              />
            </TextFrame>
          ) : (
            whole
          )}
        </div>
      )}
    </>
  )
}

/** A press on the text itself; not one that ends a selection or follows or copies an address. */
function isToEdit({ target }: MouseEvent): boolean {
  const isOfAddress = target instanceof Element && target.closest('a, button, [data-card]') !== null
  return !isOfAddress && !window.getSelection()?.toString()
}

/** One line over the text: whether it still fits the ticket, who wrote it, how long it is. */
function Standing(props: {
  model: UpdateModel
  session: ReadonlySignal<SessionDetail | null>
  editing: boolean
  onEdit: (() => void) | null
}) {
  const update = props.model.update.value
  const stale = props.model.preview.value?.stale
  if (!update) return null
  return (
    <div class="flex items-start gap-6px pt-5px pb-5px mb-2 low:pt-0 low:pb-0 low:mb-1 text-meta">
      {update.state === 'partial' ? (
        <>
          <Icon of={CircleAlert} size={14} class="text-amber mt-1px" />
          <span class="text-muted flex-1">Cut short. Edit it, or write it anew.</span>
        </>
      ) : stale ? (
        <>
          <Icon of={CircleAlert} size={14} class="text-amber mt-1px" />
          <span class="text-muted flex-1">{newsWords(stale.news)}</span>
        </>
      ) : (
        <>
          <Icon of={PenLine} size={14} class="text-muted mt-1px" />
          <span class="text-muted flex-1">
            Draft of {clockTime(update.generated_at)}
            {props.model.edited.value
              ? ', edited'
              : update.model_kind === 'offline' && <span title={offlineModel}>, offline model</span>}
          </span>
        </>
      )}
      <span class="text-muted">{words(update.content)} words</span>
      {props.onEdit && !props.editing && (
        <Button kind="quiet" small icon={Pencil} class="-my-4px" onPress={props.onEdit}>
          Edit
        </Button>
      )}
    </div>
  )
}
