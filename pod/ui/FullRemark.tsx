import { number } from './when.ts'

/** Says that a field is full, where the browser cuts what is pasted without a word. */
export const FullRemark = ({ value, most }: { value: string; most: number }) =>
  value.length < most ? null : (
    <p role="status" class="m-0 text-amber">
      The field is full: only the first {number(most)} characters stand here, what came after was cut.
    </p>
  )
