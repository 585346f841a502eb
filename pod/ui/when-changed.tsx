import type { FunctionComponent } from 'preact'
import { useMemo } from 'preact/hooks'

/** The same part, drawn anew only when one of its props is another: for rows of long lists. */
export function whenChanged<Props extends object>(Part: FunctionComponent<Props>) {
  return (props: Props) => useMemo(() => <Part {...props} />, Object.entries(props).flat())
}
