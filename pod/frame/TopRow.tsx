import { ExternalLink, Pin, PinOff } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Panel } from '../host.ts'
import { usePod } from '../pod.ts'
import { IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Bell } from './Bell.tsx'
import { LiveChip } from './LiveChip.tsx'
import { PodMenu } from './lazy-menu.ts'
import { NotRealMarks } from './NotRealMarks.tsx'
import { focusHeading, pageTitle } from './page-title.ts'

/** #48291 ↗, through the place that shows us; plain text where there is nothing to open. */
export function TicketLink(props: { ticket_id: string; url?: string | undefined; class?: string }) {
  const { host } = usePod()
  const look = `flex items-center gap-1 font-600 whitespace-nowrap ${props.class ?? ''}`
  if (host.kind !== 'pod' && !props.url) return <span class={look}>#{props.ticket_id}</span>
  return (
    <button
      type="button"
      class={`${look} text-host cursor-pointer hover:underline`}
      title={`Open ticket #${props.ticket_id} in ConnectWise`}
      onClick={() => host.openTicket(props.ticket_id, props.url)}
    >
      #{props.ticket_id}
      <Icon of={ExternalLink} size={12} />
    </button>
  )
}

/**
 * The head of every screen: ticket and title left, state of the line and menu right; 36 px, 48 px when wide.
 * `end` stands before the state, `state` replaces the live chip.
 */
export function TopRow(props: {
  ticket_id?: string | null | undefined
  ticket_url?: string | undefined
  title: string
  meta?: ComponentChildren
  end?: ComponentChildren
  state?: ComponentChildren
  /** The case on the screen, which a panel can be told to keep there. */
  session_id?: string
}) {
  const { host } = usePod()
  const name = props.ticket_id ? `#${props.ticket_id} ${props.title}` : props.title
  useEffect(() => {
    pageTitle.value = name
  }, [name])
  useEffect(focusHeading, [])
  return (
    <>
      <header
        class={`flex-none h-36px wide:h-48px flex items-center gap-2 pl-3 wide:pl-5 wide:gap-3 b-b b-b-solid b-line ${host.kind === 'page' ? 'pr-3 wide:pr-4' : 'pr-1 wide:pr-10px'}`}
      >
        {props.ticket_id && (
          <TicketLink
            ticket_id={props.ticket_id}
            url={props.ticket_url}
            class="wide:hidden mid:flex flat:flex"
          />
        )}
        <Plain as="h1" cut text={props.title} class="font-600 wide:text-title" />
        {props.meta && <span class="meta whitespace-nowrap hidden wide:inline">{props.meta}</span>}
        <span class="flex-1" />
        <NotRealMarks look="pills" class="hidden wide:flex" />
        <NotRealMarks look="signs" class="hidden low:flex wide:hidden" />
        {props.end}
        {host.panel && props.session_id && (
          <PinButton panel={host.panel} session_id={props.session_id} ticket_id={props.ticket_id ?? null} />
        )}
        {props.state ?? <LiveChip />}
        <Bell />
        {host.kind !== 'page' && <PodMenu meanwhile={<span class="flex-none w-28px h-28px" />} />}
      </header>
      <NotRealMarks class="flex flex-none h-22px px-3 bg-log b-b b-b-solid b-line wide:hidden low:hidden" />
    </>
  )
}

function PinButton(props: { panel: Panel; session_id: string; ticket_id: string | null }) {
  const { panel, session_id, ticket_id } = props
  const isPinned = panel.pin.value?.session_id === session_id
  return (
    <IconButton
      icon={isPinned ? PinOff : Pin}
      size={14}
      label={isPinned ? 'Follow the tabs again' : 'Keep this case while I look around'}
      pressed={isPinned}
      onPress={() => panel.setPin(isPinned ? null : { session_id, ticket_id })}
    />
  )
}
