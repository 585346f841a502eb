import type { SignInModel } from './sign-in-model.ts'

/** The reason beside the act that failed. */
export function ActProblem(props: { model: SignInModel; of: string[] }) {
  const { problem, failed } = props.model
  if (!problem.value || !props.of.includes(failed.value ?? '')) return null
  return (
    <p role="alert" class="text-red">
      {problem.value.message}
    </p>
  )
}
