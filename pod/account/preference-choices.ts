import type { AccountPreferences } from '../../shared/contracts/preferences.ts'

type Choice = { value: string; label: string }

/** Every zone this browser knows, its own first; one that is set but not known here stays to be seen. */
export function zoneChoices(set: string | null, own: string, known: readonly string[]): Choice[] {
  const others = new Set(['UTC', ...known, ...(set ? [set] : [])])
  others.delete(own)
  return [
    { value: own, label: `${own} (this browser)` },
    ...[...others].toSorted().map((value) => ({ value, label: value })),
  ]
}

/** In their own words, so that whoever reads one finds it. */
const languages: Record<AccountPreferences['language'], string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  nl: 'Nederlands',
  es: 'Español',
  it: 'Italiano',
  pt: 'Português',
  pl: 'Polski',
}
export const languageChoices: readonly Choice[] = Object.entries(languages).map(([value, label]) => ({
  value,
  label,
}))
