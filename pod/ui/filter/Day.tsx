/** A day to filter by, as `YYYY-MM-DD`; '' for none. */
export function Day(props: {
  label: string
  value: string
  min?: string | undefined
  max?: string | undefined
  onChange: (value: string) => void
}) {
  return (
    <label class="grid gap-1">
      <span class="micro">{props.label}</span>
      <input
        class="input h-30px w-136px"
        type="date"
        value={props.value}
        min={props.min || undefined}
        max={props.max || undefined}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
    </label>
  )
}
