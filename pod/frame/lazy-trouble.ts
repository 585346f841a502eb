import { lazily } from '../ui/lazily.tsx'

const fetchParts = () => import('./trouble-parts.ts')

/** Fetched with the first screen, since nothing may be had of the server once there is something to say. */
export const prefetchTrouble = () => void fetchParts().catch(() => {})

export const TroubleScreen = lazily(() => fetchParts().then((parts) => parts.TroubleScreen))
export const TroubleView = lazily(() => fetchParts().then((parts) => parts.TroubleView))
export const OutdatedBand = lazily(() => fetchParts().then((parts) => parts.OutdatedBand))
