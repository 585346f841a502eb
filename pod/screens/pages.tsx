import {
  CalendarDays,
  ChartNoAxesColumn,
  ChevronsUp,
  History,
  Inbox,
  Plus,
  Send,
  Settings,
  Workflow,
} from 'lucide-preact'
import type { ComponentType, FunctionComponent } from 'preact'
import { metricsQuery } from '../analytics/metrics-query.ts'
import { dayQuery } from '../days/day-query.ts'
import { flowQuery } from '../flows/flow-query.ts'
import { queueQuery } from '../handoffs/queue-query.ts'
import { usePod } from '../pod.ts'
import { postsQuery } from '../posts/posts-query.ts'
import type { Page, Route } from '../router.ts'
import { historyQuery } from '../sessions/history-query.ts'
import { ticketQuery } from '../tickets/ticket-query.ts'
import { lazily } from '../ui/lazily.tsx'
import { OpenCase } from './lazy-case.ts'

const Flows = later(async () => (await import('../flows/FlowsPage.tsx')).FlowsPage)

const admins = ['admin', 'owner'] as const
const engineers = ['engineer', ...admins] as const

/** Every page. One more is one more row. */
export const pages: readonly Page[] = [
  {
    name: 'new',
    path: '/app',
    title: 'New Case',
    icon: Plus,
    on: ['page', 'panel', 'pod'],
    nav: ['column'],
    query: ticketQuery,
  },
  {
    name: 'needs',
    path: '/app/needs',
    title: 'Where am I needed',
    icon: Inbox,
    on: ['page', 'panel'],
    nav: ['column', 'menu'],
    count: ({ needs }) => needs,
    counted: 'waiting for you',
    Part: later(async () => (await import('./needs-parts.ts')).NeedsPage),
  },
  {
    name: 'escalations',
    path: '/app/escalations',
    title: 'Escalations',
    icon: ChevronsUp,
    on: ['page', 'panel'],
    nav: ['column', 'menu'],
    readers: engineers,
    query: queueQuery,
    count: ({ escalations }) => escalations,
    counted: 'wait to be picked up',
    Part: later(async () => (await import('../handoffs/EscalationsPage.tsx')).EscalationsPage),
  },
  {
    name: 'case',
    path: '/app/cases/:session_id',
    title: 'Case',
    on: ['page', 'panel', 'pod'],
    Part: OfRoute,
  },
  {
    name: 'posts',
    path: '/app/posts',
    title: 'Posts',
    icon: Send,
    on: ['page', 'panel', 'pod'],
    nav: ['column', 'menu'],
    query: postsQuery,
    count: ({ posts }) => posts,
    counted: 'need somebody',
    Part: later(async () => (await import('../posts/PostsPage.tsx')).PostsPage),
  },
  {
    name: 'history',
    path: '/app/history',
    title: 'Case history',
    icon: History,
    on: ['page', 'panel'],
    nav: ['column', 'menu'],
    query: historyQuery,
    Part: later(async () => (await import('../sessions/CaseHistory.tsx')).CaseHistory),
  },
  {
    name: 'day',
    path: '/app/day',
    title: 'My day',
    icon: CalendarDays,
    on: ['page', 'panel'],
    nav: ['column', 'menu'],
    readers: engineers,
    query: dayQuery,
    Part: later(async () => (await import('../days/DayPage.tsx')).DayPage),
  },
  {
    name: 'flows',
    path: '/app/flows',
    title: 'Flows',
    icon: Workflow,
    on: ['page', 'panel'],
    nav: ['column', 'menu'],
    Part: Flows,
  },
  {
    name: 'flow',
    path: '/app/flows/:flow_key',
    title: 'Flow',
    on: ['page', 'panel'],
    query: flowQuery,
    Part: Flows,
  },
  {
    name: 'metrics',
    path: '/app/metrics',
    title: 'Metrics',
    icon: ChartNoAxesColumn,
    on: ['page', 'panel'],
    nav: ['column', 'menu'],
    readers: engineers,
    query: metricsQuery,
    Part: later(async () => (await import('../analytics/MetricsPage.tsx')).MetricsPage),
  },
  {
    name: 'settings',
    path: '/app/settings',
    title: 'Settings',
    icon: Settings,
    on: ['page'],
    nav: ['menu'],
    Part: later(async () => (await import('../account/Settings.tsx')).Settings),
  },
  {
    name: 'connect',
    path: '/app/connect',
    title: 'Connect ConnectWise',
    on: ['page'],
    readers: admins,
    Part: later(async () => (await import('../connect/ConnectPage.tsx')).ConnectPage),
  },
  {
    name: 'audit',
    path: '/app/audit',
    title: 'Audit trail',
    on: ['page'],
    readers: admins,
    Part: later(async () => (await import('../audit/AuditPage.tsx')).AuditPage),
  },
  {
    // where a one-time link leads
    name: 'password',
    path: '/app/password',
    title: 'Password',
    on: ['page'],
    alone: true,
    Part: later(async () => (await import('../account/PasswordPage.tsx')).PasswordPage),
  },
]

function later(
  fetchPart: () => Promise<FunctionComponent<{ route: Route }>>,
): ComponentType<{ route: Route }> {
  return lazily<{ route: Route }>(fetchPart)
}

function OfRoute({ route: { session_id = '' } }: { route: Route }) {
  const { go } = usePod()
  return <OpenCase key={session_id} session_id={session_id} onGone={() => go({ screen: 'new' })} />
}
