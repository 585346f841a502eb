import { later } from '../ui/later.tsx'

/** Few posts ask a person, so what they are asked with comes when one does. */
export const Choices = later(() => import('./Candidates.tsx').then((module) => module.Candidates))
