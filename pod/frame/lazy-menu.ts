import { lazily } from '../ui/lazily.tsx'

/** Fetched with the first screen, after it is there. */
export const PodMenu = lazily(() => import('./PodMenu.tsx').then((part) => part.PodMenu))
