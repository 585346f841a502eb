import { CircleAlert, type LucideIcon } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { WriteRight } from '../../shared/contracts/write-rights.ts'
import type { ApiProblem } from '../line/api-problem.ts'
import { Button } from '../ui/Button.tsx'
import type { Form } from '../ui/form/create-form.ts'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'

/** One write into the ticket with its tick; `off`: why it cannot be ticked. */
export function Destination<Name extends string>(props: {
  form: Form<Name>
  name: Name
  icon: LucideIcon
  title: string
  right: WriteRight
  off?: string | undefined
  children: ComponentChildren
  /** Shown once it is ticked. */
  more?: ComponentChildren
}) {
  const { form, name, right } = props
  const about = useId()
  const off = right === 'off' ? 'Your account does not let your role write this.' : props.off
  const isTicked = form.values.value[name] === 'yes' && !off
  return (
    <div class="grid gap-2 px-3 py-2 wide:px-5 b-b b-b-solid b-line">
      <label class="grid grid-cols-[16px_16px_minmax(0,1fr)] gap-x-2 items-start">
        <input
          type="checkbox"
          class="mt-2px"
          aria-describedby={about}
          disabled={off !== undefined}
          title={off}
          checked={isTicked}
          onChange={(event) => form.set(name, event.currentTarget.checked ? 'yes' : '')}
        />
        <Icon of={props.icon} class="mt-1px text-muted" />
        <span class="font-500">{props.title}</span>
      </label>
      <div id={about} class="meta pl-48px grid gap-2px">
        {off ?? props.children}
        {!off && right === 'ask' && !isTicked && <span>Left out until you tick it.</span>}
      </div>
      {isTicked && props.more && <div class="pl-48px">{props.more}</div>}
    </div>
  )
}

/** What would be written cannot be told. */
export function Unreadable({ problem, onAgain }: { problem: ApiProblem; onAgain: () => unknown }) {
  return (
    <Notice
      icon={CircleAlert}
      tone="red"
      role="alert"
      title={problem.message}
      action={<Button onPress={onAgain}>Try again</Button>}
    />
  )
}
