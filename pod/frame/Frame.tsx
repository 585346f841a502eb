import { LoaderCircle } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { outdated } from '../line/outdated.ts'
import { usePod } from '../pod.ts'
import { Icon } from '../ui/Icon.tsx'
import { lazily } from '../ui/lazily.tsx'
import { useLate } from '../ui/Skeleton.tsx'
import { DueBand } from './lazy-bell.ts'
import { OutdatedBand } from './lazy-trouble.ts'

const ToastList = lazily(() => import('../ui/ToastList.tsx').then((part) => part.ToastList))
const FailedSignIns = lazily(() => import('./FailedSignIns.tsx').then((part) => part.FailedSignIns))

/** Around each screen: the container the layout measures itself by, and what floats over it. */
export function Frame(props: { children: ComponentChildren }) {
  const { host, me } = usePod()
  const { user, failed_sign_ins: failed } = me.value ?? {}
  const inside = (
    <>
      {outdated.value && <OutdatedBand {...outdated.value} />}
      {user && failed && <FailedSignIns user_id={user.id} failed={failed} />}
      {user && <DueBand />}
      {props.children}
      <ToastList />
    </>
  )
  // the full page has a landmark of its own, beside its cases
  if (host.kind === 'page') return <div class="pod-root text-wide">{inside}</div>
  return <main class="pod-root">{inside}</main>
}

/** Nothing for 150 ms, then who we are waiting for. */
export function Waiting() {
  const { host } = usePod()
  const late = useLate(150)
  if (!late) return null
  return (
    <p class="flex-1 grid place-items-center text-muted" role="status">
      <span class="flex items-center gap-2">
        <Icon of={LoaderCircle} class="spin" />
        {host.kind === 'pod' ? 'Signing in with ConnectWise…' : 'Signing in…'}
      </span>
    </p>
  )
}
