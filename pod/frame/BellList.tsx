import { CheckCheck, Settings } from 'lucide-preact'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Notification } from '../../shared/contracts/notifications.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { showOver } from '../ui/show-over.ts'
import { Time } from '../ui/Time.tsx'
import { type BellModel, createBellModel } from './bell-model.ts'
import { aboutOf, bellRows, headingOf, routeOf } from './bell-words.ts'
import { openNotified } from './open-notified.ts'

/** What I was told, over the page, the newest in hand. Arrows move, Enter opens, R is read or unread, Escape closes. */
export function BellList(props: { root: RefObject<HTMLElement | null>; onClose: () => void }) {
  const pod = usePod()
  const list = useRef<HTMLDivElement>(null)
  const model = useMemo(() => createBellModel(pod), [pod])
  useEffect(() => model.follow(), [model])
  const items = model.items.value
  const state = items === null ? 'reading' : items.length
  useLayoutEffect(() => {
    if (list.current && props.root.current) showOver(list.current, props.root.current, 'right')
  }, [state, model.problem.value])
  useLayoutEffect(() => {
    const { activeElement } = document
    const box = list.current
    // the newest as soon as it is there, so that Enter opens it; never from somebody who is among the rows already
    if (box?.contains(activeElement) && activeElement !== box) return
    ;(box?.querySelector<HTMLElement>('ul a') ?? box)?.focus({ preventScroll: true })
  }, [state])
  useClosedFromOutside(props.root, props.onClose)
  const close = () => {
    props.onClose()
    props.root.current?.querySelector('button')?.focus()
  }
  const byKey = (event: KeyboardEvent) => {
    // what lies below keeps its single keys for itself
    if (!event.metaKey && !event.ctrlKey && !event.altKey) event.stopPropagation()
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: rows.length - 1 }[
      event.key
    ]
    const of = items?.[at]
    if (event.key === 'Escape') close()
    else if (event.key === 'r' && of) void (of.read_at ? model.keep(of) : model.read(of))
    else if (to !== undefined && rows.length > 0) rows[Math.max(0, Math.min(to, rows.length - 1))]?.focus()
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={list}
      role="dialog"
      aria-label="Notifications"
      tabIndex={-1}
      popover="manual"
      class="float fixed inset-auto z-40 m-0 p-0 w-[min(360px,calc(100vw-16px))] flex-col [&:popover-open]:flex outline-none text-text text-base"
      onKeyDown={byKey}
    >
      <Head model={model} />
      {model.problem.value && (
        <p role="alert" class="flex flex-wrap items-center gap-3 p-3 b-b b-b-solid b-line">
          <span class="text-red">{model.problem.value.message}</span>
          <Button onPress={model.load}>Try again</Button>
        </p>
      )}
      <div class="flex-1 min-h-0 max-h-400px overflow-y-auto">
        {items === null && !model.problem.value && <Reading />}
        {items?.length === 0 && (
          <p class="p-3 text-muted">
            Nothing yet. Escalations to you or your team, and posts of yours that wait for a decision, stand
            here.
          </p>
        )}
        <ul class="list-none m-0 p-0">
          {items?.map((each) => (
            <Row key={each.id} of={each} onGo={close} />
          ))}
        </ul>
        {model.next.value && (
          <Button kind="quiet" class="m-2" onPress={model.more}>
            Show older
          </Button>
        )}
      </div>
      <Foot onGo={close} />
    </div>
  )
}

function Head({ model }: { model: BellModel }) {
  const { value: unread } = model.unread
  return (
    <div class="flex-none h-40px flex items-center gap-2 pl-3 pr-2 b-b b-b-solid b-line">
      <h2 class="font-600">Notifications</h2>
      {unread > 0 && <span class="meta">{unread} unread</span>}
      <span class="flex-1" />
      {unread > 0 && (
        <Button kind="quiet" small icon={CheckCheck} onPress={model.readAll}>
          Mark all read
        </Button>
      )}
    </div>
  )
}

function Row({ of, onGo }: { of: Notification; onGo: () => void }) {
  const pod = usePod()
  const { icon, tone } = bellRows[of.kind]
  const isUnread = of.read_at === null
  return (
    <li class={`b-b b-b-solid b-line last:b-b-0 ${isUnread ? '' : 'text-muted'}`}>
      <a
        href={`${pod.host.base_url}${pod.router.pathOf(routeOf(of))}`}
        class="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-3 gap-y-2px px-3 py-2 hover:bg-hover focus-visible:bg-hover focus-visible:-outline-offset-2"
        aria-description={isUnread ? 'Unread. R marks it read.' : 'Read. R marks it unread.'}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
          event.preventDefault()
          onGo()
          openNotified(pod, of)
        }}
      >
        <Icon of={icon} class={isUnread ? tone : ''} />
        <Plain
          text={headingOf(of)}
          class={`min-w-0 [overflow-wrap:anywhere] ${isUnread ? 'font-600' : ''}`}
        />
        <Time at={of.created_at} class="meta whitespace-nowrap" />
        <Plain cut text={aboutOf(of)} class="meta col-start-2 col-span-2" />
      </a>
    </li>
  )
}

function Foot({ onGo }: { onGo: () => void }) {
  const { go } = usePod()
  return (
    <div class="flex-none flex items-center gap-2 px-3 py-1 b-t b-t-solid b-line">
      <span class="meta flex-1 coarse:hidden">R marks read or unread</span>
      <Button
        kind="quiet"
        small
        icon={Settings}
        onPress={() => {
          onGo()
          go({ screen: 'settings' })
        }}
      >
        Settings
      </Button>
    </div>
  )
}

function Reading() {
  return (
    <div class="grid gap-4 p-3" role="status" aria-label="Reading your notifications">
      {['64%', '52%', '58%'].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  )
}

function useClosedFromOutside(root: RefObject<HTMLElement | null>, onClose: () => void): void {
  useEffect(() => {
    const outside = (event: Event) => !root.current?.contains(event.target as Node) && onClose()
    document.addEventListener('pointerdown', outside)
    window.addEventListener('resize', onClose)
    return () => {
      document.removeEventListener('pointerdown', outside)
      window.removeEventListener('resize', onClose)
    }
  }, [root, onClose])
}
