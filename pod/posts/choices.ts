import { lazily } from '../ui/lazily.tsx'

/** Few posts ask a person, so what they are asked with comes when one does. */
export const Choices = lazily(() => import('./Candidates.tsx').then((module) => module.Candidates))
