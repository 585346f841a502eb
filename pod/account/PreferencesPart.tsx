import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { AccountPreferences } from '../../shared/contracts/preferences.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/form/Select.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast } from '../ui/Toasts.tsx'
import { languageChoices, zoneChoices } from './preference-choices.ts'

/** For admins: the zone and the language in which the account's texts are written. */
export function PreferencesPart() {
  const { api } = usePod()
  const kept = useSignal<AccountPreferences | null>(null)
  const chosen = useSignal<Partial<AccountPreferences>>({})
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const { preferences } = api.client.accounts.me
  const attempt = async (work: () => Promise<AccountPreferences>): Promise<boolean> => {
    problem.value = null
    try {
      kept.value = await work()
      return true
    } catch (error) {
      problem.value = asProblem(error).message
      return false
    }
  }
  useEffect(() => {
    // as the page does when it opens: the same part, fetched once
    void attempt(async () => (await import('./read-preferences.ts')).readPreferences(api))
  }, [api])
  const now = kept.value
  if (!now)
    return problem.value ? (
      <p role="alert" class="text-red">
        {problem.value}
      </p>
    ) : (
      <Skeleton width="60%" />
    )
  const { time_zone = now.time_zone, language = now.language } = chosen.value
  const isChanged = time_zone !== now.time_zone || language !== now.language
  const save = async (event: Event) => {
    event.preventDefault()
    if (!isChanged || busy.value) return
    busy.value = true
    const json = { language, ...(time_zone ? { time_zone } : {}) }
    if (await attempt(() => bodyOf(preferences.$patch({ json })))) {
      chosen.value = {}
      toast('Preferences saved.', { tone: 'good' })
    }
    busy.value = false
  }
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <form class="grid gap-3" onSubmit={save} noValidate>
      <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
        <Select
          label="Time zone"
          value={time_zone ?? ''}
          hint={
            now.time_zone === null
              ? 'Not set yet: times in texts are UTC, and say so.'
              : 'For times in texts. Taken from an admin’s browser until somebody chooses here.'
          }
          onChange={(value) => {
            chosen.value = { ...chosen.value, time_zone: value }
          }}
        >
          {now.time_zone === null && (
            <option value="" disabled>
              Choose one
            </option>
          )}
          {zoneChoices(now.time_zone, own, Intl.supportedValuesOf('timeZone')).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        <Select
          label="Language of texts"
          value={language}
          hint="For tickets without a note of the client to tell it from."
          onChange={(value) => {
            chosen.value = { ...chosen.value, language: value as AccountPreferences['language'] }
          }}
        >
          {languageChoices.map(({ value, label }) => (
            <option key={value} value={value} lang={value}>
              {label}
            </option>
          ))}
        </Select>
      </div>
      {problem.value && (
        <p role="alert" class="text-red">
          {problem.value}
        </p>
      )}
      <Button
        submit
        class="justify-self-start"
        busy={busy.value}
        why={isChanged ? undefined : 'Nothing was changed.'}
      >
        Save preferences
      </Button>
    </form>
  )
}
