import { signal } from '@preact/signals'
import type { Remembering } from '../ui/remember.ts'

export type Theme = 'system' | 'dark' | 'light'
export const theme = signal<Theme>('system')

export function applyTheme(next: Theme): void {
  theme.value = next
  if (next === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
}

export function recallTheme(store: Remembering): void {
  const kept = store.recall('theme')
  applyTheme(kept === 'dark' || kept === 'light' ? kept : 'system')
}

export function chooseTheme(next: Theme, store: Remembering): void {
  applyTheme(next)
  store.remember('theme', next)
}
