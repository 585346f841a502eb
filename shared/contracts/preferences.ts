import * as v from 'valibot'

const timeZone = v.pipe(
  v.string(),
  v.maxLength(60),
  v.check((zone) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
    } catch {
      return false
    }
  }, 'A time zone such as Europe/Berlin.'),
)
/** Languages that texts are written in; ISO 639-1. */
export const languages = ['en', 'de', 'fr', 'nl', 'es', 'it', 'pt', 'pl'] as const

/** `time_zone` null: nobody has set it yet, times are UTC and say so. `language`: of texts whose ticket has none. */
export const accountPreferences = v.object({
  time_zone: v.nullable(v.string()),
  language: v.picklist(languages),
})
export type AccountPreferences = v.InferOutput<typeof accountPreferences>

/** Merged: what is left out stays. */
export const accountPreferencesChange = v.object({
  time_zone: v.optional(timeZone),
  language: v.optional(v.picklist(languages)),
})
