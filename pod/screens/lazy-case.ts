import { lazily } from '../ui/lazily.tsx'

const fetchCase = () => import('../case/Cockpit.tsx').then((module) => module.Cockpit)
const prefetchAfterMs = 1500

/** The cockpit, fetched when the first case is opened, or in the quiet after the first screen. */
export const OpenCase = lazily(fetchCase)

export function prefetchCase(): () => void {
  const timer = setTimeout(() => void fetchCase().catch(() => {}), prefetchAfterMs)
  return () => clearTimeout(timer)
}
