import { ChevronRight } from 'lucide-preact'
import type { AuditLine } from '../../shared/contracts/audit.ts'
import { Icon } from '../ui/Icon.tsx'
import { Time } from '../ui/Time.tsx'
import { exactTime } from '../ui/when.ts'
import { actionWords, isRefusal, resultWords } from './audit-words.ts'

const surfaces: Record<string, string> = { app: 'full page', pod: 'ticket screen', panel: 'side panel' }

/** One line: who and what at a glance, the rest when it is opened. */
export function AuditRow({ line }: { line: AuditLine }) {
  const facts = [
    ['Time', exactTime(line.at)],
    ['Action', line.action],
    ['Of', [line.subject_name, line.subject_kind, line.subject_id].filter(Boolean).join(' ')],
    ['Address', line.address ?? 'none: a job or a command'],
    ['Sign-in', line.token_id ?? 'none'],
    ['Line', line.id],
    ...Object.entries(line.detail)
      .filter(([, value]) => value !== null)
      // as it went: from, then to
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([name, value]): [string, string] => [name, worded(value)]),
  ] as const
  return (
    <li class="b-b b-b-solid b-line">
      <details class="group">
        <summary class="list-none cursor-pointer min-h-32px px-3 wide:px-5 py-1 grid grid-cols-[16px_minmax(0,1fr)_auto] wide:grid-cols-[16px_minmax(0,1fr)_72px] gap-x-3 items-center hover:bg-raised [outline-offset:-2px]">
          <Icon of={ChevronRight} size={14} class="text-muted group-open:rotate-90" />
          <span class="min-w-0 flex flex-wrap items-baseline gap-x-2 wide:grid wide:grid-cols-[104px_minmax(0,1fr)_minmax(0,1.3fr)_minmax(0,1fr)] wide:gap-x-3">
            <Time at={line.at} class="meta" />
            <span class="cut font-500">{whose(line)}</span>
            <span class="cut">
              {actionWords(line.action)}
              {whom(line)}
            </span>
            <span class="cut meta">{whence(line)}</span>
          </span>
          <span class={`text-meta ${isRefusal(line.result) ? 'text-red' : 'text-muted'}`}>
            {resultWords(line.result)}
          </span>
        </summary>
        <dl class="kv pr-3 wide:pr-5 pt-1 pb-3 pl-40px wide:pl-48px">
          {facts.map(([name, value]) => (
            <div key={name} class="contents">
              <dt class="text-muted">{name}</dt>
              <dd class="code [overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  )
}

/** Whom it was done to, where that is somebody else. */
const whom = ({ subject_name, subject_id, user_id }: AuditLine): string =>
  subject_name && subject_id !== user_id ? `: ${subject_name}` : ''

const whose = ({ user_name, address }: AuditLine): string =>
  user_name ?? (address ? 'Not signed in' : 'The server')

const whence = ({ address, surface }: AuditLine): string =>
  [address, surface && (surfaces[surface] ?? surface)].filter(Boolean).join(', ')

const worded = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
