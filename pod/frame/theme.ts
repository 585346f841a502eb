import { signal } from '@preact/signals'
import type { PersonPreferences } from '../../shared/contracts/preferences.ts'
import type { Remembering } from '../ui/remember.ts'

export type Theme = PersonPreferences['theme']
export const theme = signal<Theme>('system')

export function applyTheme(next: Theme): void {
  theme.value = next
  if (next === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
}

/** As it was here last: a start need not wait for what the server knows of the person. */
export function recallTheme(store: Remembering): void {
  const kept = store.recall('theme')
  applyTheme(kept === 'dark' || kept === 'light' ? kept : 'system')
}

export function keepTheme(next: Theme, store: Remembering): void {
  applyTheme(next)
  store.remember('theme', next)
}
