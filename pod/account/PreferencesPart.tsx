import { useEffect, useMemo } from 'preact/hooks'
import type { AccountPreferences } from '../../shared/contracts/preferences.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/form/Select.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast } from '../ui/Toasts.tsx'
import { languageChoices, zoneChoices } from './preference-choices.ts'
import { createPreferencesModel } from './preferences-model.ts'

/** The zone and the language in which the account's texts are written. */
export function PreferencesPart({ mayChange }: { mayChange: boolean }) {
  const pod = usePod()
  const model = useMemo(() => createPreferencesModel(pod, mayChange), [pod, mayChange])
  useEffect(() => model.follow(), [model])
  const shown = model.shown.value
  const problem = model.problem.value
  const wrong = problem && (
    <p role="alert" class="text-red">
      {problem}
    </p>
  )
  if (!shown) return wrong || <Skeleton width="60%" />
  if (!mayChange) return <AsTheyStand shown={shown} />
  const save = async (event: Event) => {
    event.preventDefault()
    if (model.isChanged.value && (await model.save())) toast('Preferences saved.', { tone: 'good' })
  }
  const isSet = model.kept.value?.time_zone !== null
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <form class="grid gap-3" onSubmit={save} noValidate>
      <p class="text-muted">The same for everybody in {pod.me.value?.account.name}. Admins change them.</p>
      <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
        <Select
          label="Time zone"
          value={shown.time_zone ?? ''}
          hint={
            isSet
              ? 'For times in texts. Taken from an admin’s browser until somebody chooses here.'
              : 'Not set yet: times in texts are UTC, and say so.'
          }
          onChange={(time_zone) => model.choose({ time_zone })}
        >
          {!isSet && (
            <option value="" disabled>
              Choose one
            </option>
          )}
          {zoneChoices(model.kept.value?.time_zone ?? null, own, Intl.supportedValuesOf('timeZone')).map(
            ({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ),
          )}
        </Select>
        <Select
          label="Language of texts"
          value={shown.language}
          hint="For tickets without a note of the client to tell it from."
          onChange={(language) => model.choose({ language: language as AccountPreferences['language'] })}
        >
          {languageChoices.map(({ value, label }) => (
            <option key={value} value={value} lang={value}>
              {label}
            </option>
          ))}
        </Select>
      </div>
      {wrong}
      <Button
        submit
        class="justify-self-start"
        busy={model.busy.value}
        why={model.isChanged.value ? undefined : 'Nothing was changed.'}
      >
        Save preferences
      </Button>
    </form>
  )
}

function AsTheyStand({ shown }: { shown: AccountPreferences }) {
  const language = languageChoices.find(({ value }) => value === shown.language)
  return (
    <>
      <p class="text-muted">The same for everybody in the account. An admin can change them.</p>
      <dl class="kv">
        <dt class="text-muted">Time zone</dt>
        <dd>{shown.time_zone ?? 'UTC, until an admin’s browser tells another'}</dd>
        <dt class="text-muted">Language of texts</dt>
        <dd lang={shown.language}>{language?.label}</dd>
      </dl>
    </>
  )
}
