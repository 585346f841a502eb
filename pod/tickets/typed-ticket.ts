import { lazily } from '../ui/lazily.tsx'

/** Only while the PSA is away, so not before the first screen. */
export const TypedTicket = lazily(() => import('./TypedTicket.tsx').then((part) => part.TypedTicket))
