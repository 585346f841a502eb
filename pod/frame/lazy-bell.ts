import { lazily } from '../ui/lazily.tsx'

const fetchParts = () => import('./bell-parts.ts')

export const UnderBell = lazily(() => fetchParts().then((parts) => parts.UnderBell))
export const DueBand = lazily(() => fetchParts().then((parts) => parts.DueBand))
