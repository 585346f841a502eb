import type { ReadonlySignal } from '@preact/signals'
import { Eye, Lock, Mail, MailX } from 'lucide-preact'
import { Fragment, type RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { NoteReaders, PostPreview } from '../../shared/contracts/updates.ts'
import { actList } from '../acts/act-list.ts'
import { usePod } from '../pod.ts'
import type { PostsModel } from '../posts/posts-model.ts'
import { Button } from '../ui/Button.tsx'
import { momentOf } from '../ui/when.ts'
import { DraftActs } from './DraftActs.tsx'
import type { AskedAgain } from './draft-state.ts'
import { MailDraft } from './MailDraft.tsx'
import { PostLine } from './PostLine.tsx'
import {
  mailedName,
  mailedNobody,
  mailedTo,
  mailedUnknown,
  reachWords,
  readsWords,
  toCopy,
} from './preview-words.ts'
import type { UpdateModel } from './update-model.ts'
import { usePost } from './use-post.ts'
import { useWhyNot } from './use-why-not.ts'
import { whyNoPost } from './why-no-post.ts'

type Props = {
  model: UpdateModel
  session: ReadonlySignal<SessionDetail | null>
  posts: PostsModel
}

/** What the click will do, and the click: internal and client-visible share neither place nor key nor colour. */
export function PostBar(props: Props) {
  const { model } = props
  const { me } = usePod()
  const preview = model.preview.value
  const noPost =
    whyNoPost(props.session.value, me.value) ?? (preview && toCopy(preview.obstacle, preview.ticket_id))
  const visibility = model.visibility.value
  if (noPost && visibility !== null) return <OnlyCopied model={model} why={noPost} />
  const forClient = visibility === 'client_visible'
  return (
    <footer
      class={`flex-none p-3 wide:px-5 low:py-6px b-t b-t-solid ${forClient ? 'bg-amber-soft b-amber-edge edge-amber' : 'bg-raised b-line'}`}
    >
      {visibility === null ? (
        <MailDraft model={model} session={props.session} mayBeNote={!noPost} />
      ) : forClient ? (
        <ForClient {...props} />
      ) : (
        <ForColleagues {...props} />
      )}
    </footer>
  )
}

/** Without a place to post to, the text is taken along by hand. */
function OnlyCopied({ model, why }: { model: UpdateModel; why: string }) {
  return (
    <footer class="flex-none flex flex-wrap items-center gap-x-2 gap-y-1 p-3 wide:px-5 low:py-6px b-t b-t-solid bg-raised b-line">
      <p class="meta flex-1 basis-140px">{why}</p>
      <DraftActs model={model} copyFirst />
    </footer>
  )
}

function ForColleagues({ model, session, posts }: Props) {
  const ticket = session.value?.psa_ticket_id
  const preview = model.preview.value
  const button = useRef<HTMLButtonElement>(null)
  useFocusOnPost(model, button)
  const why = useWhyNot(model, session, posts)
  const press = usePost(model, button, 'post', why)
  return (
    <div class="low:flex low:flex-wrap low:items-center low:gap-x-2">
      <PostLine icon={Lock} class="low:flex-1">
        <strong class="font-600">
          Internal note<span class="low:hidden"> on #{ticket}</span>
        </strong>{' '}
        <div class="meta low:inline">{reachWords({ read_by: { who: 'engineers' } })}</div>{' '}
        {preview && <div class="meta low:inline">{authorWords(preview.author)}</div>}
      </PostLine>
      <div class="flex items-center gap-1 pt-2 low:pt-0">
        <DraftActs model={model} />
        <span class="flex-1" />
        <Button
          kind="primary"
          keys={actList.post.keys[0]}
          buttonRef={button}
          busy={model.posting.value}
          why={why}
          onPress={press}
        >
          {postWords(model, `Post to #${ticket}`)}
        </Button>
      </div>
      {why ? <p class="meta pt-1 text-right low:basis-full">{why}</p> : <Confirm model={model} />}
    </div>
  )
}

function ForClient({ model, session, posts }: Props) {
  const ticket = session.value?.psa_ticket_id
  const preview = model.preview.value
  const button = useRef<HTMLButtonElement>(null)
  useFocusOnPost(model, button)
  const why = useWhyNot(model, session, posts)
  const press = usePost(model, button, 'postForClient', why)
  const read_by = preview?.read_by ?? unasked
  const isMailed = preview !== null && mailedTo(read_by)?.length !== 0
  return (
    <div class="low:flex low:flex-wrap low:items-center low:gap-x-2">
      <PostLine icon={Eye} tone="text-amber" class="low:flex-none low:max-w-full">
        <strong class="font-600">{readsWords(read_by)}</strong>
        <span class="text-muted low:hidden"> in #{ticket}</span>
      </PostLine>
      <PostLine
        icon={isMailed ? Mail : MailX}
        tone={isMailed ? 'text-amber' : 'text-muted'}
        class="low:flex-1 low:min-w-120px"
      >
        <Mailed preview={preview} />
        {preview && <div class="meta low:hidden">{authorWords(preview.author)}</div>}
      </PostLine>
      <span class="hidden low:block low:basis-full" />
      <Button
        kind="client"
        keys={actList.postForClient.keys[0]}
        class="w-full mt-2 low:w-auto low:flex-1 low:mt-0 low:order-1"
        buttonRef={button}
        busy={model.posting.value}
        why={why}
        onPress={press}
      >
        {postWords(model, `Post for the client, #${ticket}`)}
      </Button>
      <div class="flex items-center gap-1 pt-2 low:pt-0">
        <DraftActs model={model} />
        {why && <span class="meta ml-auto text-right">{why}</span>}
      </div>
      {!why && <Confirm model={model} />}
    </div>
  )
}

/**
 * The button that took it back is gone with its card: one goes on from the one that posts. To it leads what was ordered by
 * words too.
 */
function useFocusOnPost(model: UpdateModel, button: RefObject<HTMLButtonElement | null>) {
  const isOrdered = model.confirming.value === 'ordered'
  useEffect(() => {
    if (isOrdered) button.current?.focus({ preventScroll: true })
  }, [isOrdered, button])
  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (isLost && model.post_id.peek() !== null) button.current?.focus({ preventScroll: true })
  }, [model, button])
}

/** Until the preview has come. */
const unasked: NoteReaders = { who: 'client', client_name: null, mailed: null }

/** Who gets an e-mail; no address is broken inside. */
function Mailed({ preview }: { preview: PostPreview | null }) {
  if (!preview) return <>Asking ConnectWise who is e-mailed</>
  const mailed = mailedTo(preview.read_by)
  if (!mailed) return <>{mailedUnknown}</>
  if (mailed.length === 0) return <>{mailedNobody}</>
  return (
    <>
      E-mails{' '}
      {mailed.map((each, index) => (
        <Fragment key={`${each.as} ${each.name}`}>
          {index > 0 && ', '}
          <span class="inline-block max-w-full cut align-bottom">{mailedName(each)}</span>
        </Fragment>
      ))}
    </>
  )
}

/** Under whose name it stands there. */
const authorWords = ({ name, member }: PostPreview['author']) =>
  member ? `Posted as ${name}` : `Its first line names ${name}`

const postWords = (model: UpdateModel, words: string) =>
  model.confirming.value ? `Yes, ${lowerFirst(words)}` : words
const lowerFirst = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)

/** What speaks against posting it just so; a second press does it all the same. */
function Confirm({ model }: { model: UpdateModel }) {
  const before = model.saidBefore.value
  const said =
    before &&
    `${before.by} posted these very words at ${momentOf(before.at)}${before.psa_id ? ` (note ${before.psa_id})` : ''}.`
  return (
    <p role="status" class="text-amber text-meta text-right low:basis-full empty:hidden pt-1">
      {[said, model.confirming.value && again[model.confirming.value]].filter(Boolean).join(' ')}
    </p>
  )
}

const again: Record<AskedAgain, string> = {
  rights: 'Your account wants such notes confirmed. Press again to post it.',
  said_before: 'Press again to post them a second time.',
  ordered: 'Nothing went yet. Read it, then press.',
  news: 'Somebody wrote in the ticket meanwhile. Regenerate, or press again to post it so.',
}
