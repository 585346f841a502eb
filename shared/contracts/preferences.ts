import * as v from 'valibot'

export const timeZone = v.pipe(
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

/** Merged: what is left out stays, null takes a value back to its default. */
export const accountPreferencesChange = v.strictObject({
  time_zone: v.optional(v.nullable(timeZone)),
  language: v.optional(v.nullable(v.picklist(languages))),
})

/** How the screen looks; `system` as the machine has it. */
export const themes = ['system', 'dark', 'light'] as const

/** What follows a person to every surface; folds, splits and the like stay with the surface. */
export const personPreferences = v.object({ theme: v.picklist(themes) })
export type PersonPreferences = v.InferOutput<typeof personPreferences>

/** Merged like the account's. */
export const personPreferencesChange = v.strictObject({
  theme: v.optional(v.nullable(v.picklist(themes))),
})
