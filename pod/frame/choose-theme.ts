import type { Pod } from '../pod.ts'
import { keepTheme, type Theme } from './theme.ts'

/** Here at once; who is signed in finds it on every other surface too. */
export function chooseTheme(next: Theme, pod: Pod): void {
  keepTheme(next, pod.host)
  if (pod.me.peek()) void ownPreferences(pod).then((own) => own.save())
}

export const ownPreferences = (pod: Pod) =>
  import('./own-preferences.ts').then((part) => part.ownPreferencesOf(pod))
