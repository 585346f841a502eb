import { TriangleAlert } from 'lucide-preact'
import type { ApiProblem } from '../line/api-problem.ts'
import { Icon } from '../ui/Icon.tsx'

export function StartProblem(props: { problem: ApiProblem | null }) {
  if (!props.problem) return null
  const fields = Object.values(props.problem.fields)
  return (
    <p role="alert" class="flex items-start gap-2 text-red">
      <Icon of={TriangleAlert} class="mt-1px" />
      <span class="min-w-0">
        {props.problem.message} {fields.join(' ')}
      </span>
    </p>
  )
}
