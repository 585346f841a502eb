/** An instant as a field of date and time shows it here, to the minute; the field's own zone is this one. */
export function localOf(instant: string): string {
  const at = new Date(instant)
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length)
}

/** What such a field says, as an instant. */
export const atLocal = (value: string): string => new Date(value).toISOString()
