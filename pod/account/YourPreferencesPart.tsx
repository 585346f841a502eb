import { chooseTheme } from '../frame/choose-theme.ts'
import { theme } from '../frame/theme.ts'
import { usePod } from '../pod.ts'
import { Segment } from '../ui/Segment.tsx'

/** What follows the person who is signed in. */
export function YourPreferencesPart() {
  const pod = usePod()
  return (
    <>
      <p class="text-muted">
        Yours alone: they follow you to the pod, the side panel and every browser you sign in to. Folded
        sections and the split of a case stay with each screen.
      </p>
      <div class="grid gap-1">
        <span class="micro" aria-hidden="true">
          Theme
        </span>
        <Segment
          label="Theme"
          class="max-w-320px"
          value={theme.value}
          options={[
            { value: 'system', label: 'System' },
            { value: 'dark', label: 'Dark' },
            { value: 'light', label: 'Light' },
          ]}
          onChange={(next) => chooseTheme(next, pod)}
        />
      </div>
    </>
  )
}
