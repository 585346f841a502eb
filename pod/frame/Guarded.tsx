import type { ComponentChildren } from 'preact'
import { useErrorBoundary } from 'preact/hooks'
import { reportFailure } from '../line/report-failure.ts'
import { Button } from '../ui/Button.tsx'

/** Keeps a part's failure to that part: a sentence that names it, and another try; the rest works on. */
export function Guarded(props: { name: string; onClose?: () => void; children: ComponentChildren }) {
  const [error, retry] = useErrorBoundary((thrown) => reportFailure(props.name, thrown))
  if (error === undefined) return <>{props.children}</>
  return (
    <div role="alert" class="p-3 flex flex-wrap items-center gap-2">
      {props.name} could not be shown.
      <Button small onPress={retry}>
        Try again
      </Button>
      {props.onClose && (
        <Button small kind="quiet" onPress={props.onClose}>
          Close
        </Button>
      )}
    </div>
  )
}
