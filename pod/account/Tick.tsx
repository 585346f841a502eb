import { useId } from 'preact/hooks'

/** A tick, its label, and below it what it does: read with the tick, and no part of its name. */
export function Tick(props: {
  label: string
  says: string
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  const [id, below] = [useId(), useId()]
  return (
    <div class="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2">
      <input
        id={id}
        type="checkbox"
        class="w-16px h-16px mt-2px accent-blue-fill"
        aria-describedby={below}
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <label for={id} class="cursor-pointer">
        {props.label}
      </label>
      <p id={below} class="meta col-start-2">
        {props.says}
      </p>
    </div>
  )
}
