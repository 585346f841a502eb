import { PanelLeft, Plus } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import type { ListedSession } from '../../shared/contracts/session-lists.ts'
import { actList } from '../acts/act-list.ts'
import { GoTo } from '../frame/GoTo.tsx'
import { PodMenu } from '../frame/lazy-menu.ts'
import { inboxOf } from '../inbox.ts'
import { usePod } from '../pod.ts'
import { isReader, type Page, type Route, type Waiting } from '../router.ts'
import { LastWords } from '../sessions/LastWords.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Keys } from '../ui/Keys.tsx'
import { Plain } from '../ui/Plain.tsx'
import { useRemembered } from '../ui/remember.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { usePageActs } from './page-acts.ts'

const initiallyOpen = globalThis.matchMedia?.('(min-width: 1000px)').matches ?? true
const openStates = new Set(['active', 'paused', 'escalated'])

/** The full page's left column: the pages, my cases, the team's, and who I am. */
export function SideColumn(props: { route: Route; waiting: Waiting }) {
  const pod = usePod()
  const [open, setOpen] = useRemembered('side', initiallyOpen)
  const list = inboxOf(pod)
  usePageActs(pod)
  // over the page where there is no room beside it, until somewhere was gone
  useEffect(() => {
    if (globalThis.matchMedia?.('(max-width: 767.9px)').matches) setOpen(false)
  }, [pod.host.path.value])
  const me = pod.me.value
  const listed = pod.router.pages.filter((page) => page.nav?.includes('column') && isReader(page, me?.role))

  if (!open)
    return (
      <nav
        aria-label="Cases"
        class="flex-none w-44px bg-log b-r b-r-solid b-line flex flex-col items-center gap-1 py-10px"
      >
        <IconButton icon={PanelLeft} label="Unfold case history" onPress={() => setOpen(true)} />
        {listed.map((page) => (
          <PageIcon key={page.name} page={page} waiting={props.waiting} />
        ))}
        <span class="flex-1" />
        <PodMenu side />
      </nav>
    )
  const mine = list.mine.value
  return (
    <nav
      aria-label="Cases"
      class="flex-none w-240px bg-log b-r b-r-solid b-line flex flex-col min-h-0 lt-md:absolute lt-md:inset-y-0 lt-md:z-20 lt-md:shadow-float"
    >
      <div class="flex-none h-48px flex items-center justify-between pl-4 pr-2 text-title font-600 tracking-[-.01em]">
        FlowPilot
        <IconButton icon={PanelLeft} label="Fold case history" onPress={() => setOpen(false)} />
      </div>
      <div class="flex-none px-2 pb-3 b-b b-b-solid b-line">
        {listed.map((page) => (
          <PageLink
            key={page.name}
            page={page}
            waiting={props.waiting}
            current={props.route.screen === page.name}
          />
        ))}
      </div>
      <div class="flex-1 min-h-0 overflow-y-auto pb-3">
        {mine === null && !list.problem.value && (
          <div class="p-4 grid gap-4">
            <Skeleton width="80%" />
            <Skeleton width="65%" />
            <Skeleton width="72%" />
          </div>
        )}
        {list.problem.value && (
          <div class="p-4 grid gap-2 justify-items-start">
            <p class="text-meta text-amber">{list.problem.value.message}</p>
            <Button small onPress={list.load}>
              Try again
            </Button>
          </div>
        )}
        <Group
          title="My cases"
          cases={mine?.filter((each) => openStates.has(each.status))}
          route={props.route}
          empty="None open."
        />
        <Group
          title="Recent"
          cases={mine?.filter((each) => !openStates.has(each.status))}
          route={props.route}
        />
        <Group title="Team" cases={list.team.value ?? undefined} route={props.route} team />
        {mine !== null && (
          <GoTo route={{ screen: 'history' }} class="block mt-2 px-4 py-6px meta hover:bg-hover">
            All cases
          </GoTo>
        )}
      </div>
      <div class="flex-none h-56px flex items-center gap-2 pl-4 pr-2 b-t b-t-solid b-line">
        <span class="flex-1 cut">
          {me?.user.name} <span class="meta">{me?.account.name}</span>
        </span>
        <PodMenu />
      </div>
    </nav>
  )
}

type PageProps = { page: Page; waiting: Waiting }

function PageIcon({ page, waiting }: PageProps) {
  const { go } = usePod()
  const count = page.count?.(waiting)
  return (
    <span class="relative">
      <IconButton
        icon={page.icon ?? Plus}
        label={count ? `${page.title}, ${count} ${page.counted}` : page.title}
        onPress={() => go({ screen: page.name })}
      />
      {count && (
        <span class="absolute top-3px right-3px w-6px h-6px rounded-full bg-amber-edge pointer-events-none" />
      )}
    </span>
  )
}

function PageLink({ page, waiting, current }: PageProps & { current: boolean }) {
  const count = page.count?.(waiting)
  return (
    <GoTo
      route={{ screen: page.name }}
      class={`h-28px flex items-center gap-2 px-2 rounded font-500 hover:bg-hover ${
        current ? 'text-text bg-hover' : 'text-muted'
      }`}
      current={current}
    >
      {page.icon && <Icon of={page.icon} />}
      {page.title}
      {page.name === 'new' && <Keys of={actList.newCase.keys[0]} class="ml-auto" />}
      {count && (
        <span class="ml-auto text-meta font-600 text-amber" title={`${count} ${page.counted}`}>
          {count}
          <span class="sr-only"> {page.counted}</span>
        </span>
      )}
    </GoTo>
  )
}

function Group(props: {
  title: string
  cases: readonly ListedSession[] | undefined
  route: Route
  empty?: string
  team?: boolean
}) {
  if (!props.cases || (props.cases.length === 0 && !props.empty)) return null
  return (
    <section aria-label={props.title}>
      <div class="flex justify-between px-4 pt-3 pb-1">
        <h2 class="micro">{props.title}</h2>
        {props.cases.length > 0 && <span class="meta">{props.cases.length}</span>}
      </div>
      {props.cases.length === 0 && <p class="px-4 meta">{props.empty}</p>}
      {props.cases.map((each) => (
        <CaseRow
          key={each.id}
          case={each}
          team={props.team ?? false}
          selected={props.route.screen === 'case' && props.route.session_id === each.id}
        />
      ))}
    </section>
  )
}

function CaseRow(props: { case: ListedSession; team: boolean; selected: boolean }) {
  const { case: each } = props
  const state = props.team
    ? [each.handler_name.split(' ')[0], each.status !== 'active' && each.status].filter(Boolean).join(', ')
    : each.status !== 'active'
      ? each.status
      : each.turn === 'yours'
        ? 'your turn'
        : each.turn === 'flowpilot'
          ? 'answering'
          : ''
  const about = [each.psa_ticket_id && `#${each.psa_ticket_id}`, each.client_name].filter(Boolean).join(' ')
  return (
    <GoTo
      route={{ screen: 'case', session_id: each.id }}
      current={props.selected}
      class={`relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-1 items-center px-4 py-6px hover:bg-hover ${
        props.selected ? 'bg-hover edge-blue' : ''
      }`}
    >
      <Plain cut text={each.title} class="col-span-2 font-500" />
      <Plain cut text={about || 'No ticket'} class="meta" />
      <span class={`text-meta ${state === 'your turn' ? 'text-amber' : 'text-muted'}`}>{state}</span>
      {!props.team && openStates.has(each.status) && <LastWords case={each} />}
    </GoTo>
  )
}
