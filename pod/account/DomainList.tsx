import { CircleCheck, CircleHelp, Copy } from 'lucide-preact'
import { useMemo } from 'preact/hooks'
import type { EmailDomain, SignInRules } from '../../shared/contracts/sign-in.ts'
import { ApiProblem, asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { createForm } from '../ui/form/create-form.ts'
import { FormBox, FormField } from '../ui/form/FormField.tsx'
import { Icon } from '../ui/Icon.tsx'
import { AskFirst } from '../ui/Question.tsx'
import { toast } from '../ui/Toasts.tsx'
import { ActProblem } from './ActProblem.tsx'
import { domainChange, type SignInModel } from './sign-in-model.ts'

/** Domains whose addresses lead to the account's provider, and how each is proved. */
export function DomainList(props: { model: SignInModel; rules: SignInRules; why: string | undefined }) {
  const { model, rules, why } = props
  const form = useMemo(() => createForm({ domain: '' }), [])
  const names = rules.domains.map(({ domain }) => domain)
  const add = async () => {
    const added = form.values.value.domain.trim()
    if (!added) return form.refuse('domain', 'Type a domain first.')
    if (await form.submit(() => model.keep(domainChange(rules, { added })).catch(atDomain))) form.clear()
  }
  return (
    <div class="grid gap-3">
      <p class="text-muted max-w-560px">
        An address of these domains leads to your provider, which vouches for nobody else's. A domain counts
        once it is proved, and is one account's only.
      </p>
      {rules.domains.length > 0 && (
        <ul class="b-t b-t-solid b-line">
          {rules.domains.map((each) => (
            <Domain key={each.domain} {...props} each={each} />
          ))}
        </ul>
      )}
      <ActProblem model={model} of={names.flatMap((name) => [name, `gone ${name}`])} />
      <FormBox
        form={form}
        label="New domain"
        class="max-w-360px"
        onSubmit={add}
        acts={
          <Button submit why={why} busy={form.busy.value}>
            Add domain
          </Button>
        }
      >
        <FormField
          form={form}
          name="domain"
          label="New domain"
          off={why}
          maxLength={253}
          placeholder="acme.example"
        />
      </FormBox>
    </div>
  )
}

/** The server names the place in the list; the person typed in the one field. */
function atDomain(error: unknown): never {
  const { code, message, status, fields } = asProblem(error)
  const says = Object.entries(fields).find(([name]) => name.startsWith('domains'))?.[1]
  throw new ApiProblem(code, { message, status, body: says ? { fields: { domain: says } } : {} })
}

function Domain(props: {
  model: SignInModel
  rules: SignInRules
  why: string | undefined
  each: EmailDomain
}) {
  const { host } = usePod()
  const { model, rules, why, each } = props
  const { domain, proved_by, txt } = each
  const copy = async () => {
    const done = await host.copy(txt.value)
    toast(done ? 'Copied.' : 'Copying is not allowed here. Select the value instead.', {
      tone: done ? 'good' : 'bad',
    })
  }
  return (
    <li class="b-b b-b-solid b-line py-2 grid gap-2">
      <div class="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Icon
          of={proved_by ? CircleCheck : CircleHelp}
          size={14}
          class={proved_by ? 'text-green' : 'text-amber'}
        />
        <span class="font-500">{domain}</span>
        <span class="meta flex-1">
          {proved_by === 'dns' && 'Proved by its TXT record.'}
          {proved_by === 'operator' && 'Confirmed by whoever runs the server.'}
          {proved_by === null && 'Not proved yet.'}
        </span>
        {proved_by === null && (
          <Button
            small
            why={why}
            busy={model.busy.value === domain}
            label={`Check ${domain}`}
            onPress={() => model.check(domain)}
          >
            Check
          </Button>
        )}
        <AskFirst
          small
          quiet
          opens="Remove"
          label={`Remove ${domain}`}
          why={why}
          says={
            proved_by
              ? 'Its addresses lead to your provider no more, and another account may claim it.'
              : 'Its record proves nothing any more.'
          }
          act="Remove domain"
          of={domain}
          busy={model.busy.value === `gone ${domain}`}
          onAct={() => model.save(`gone ${domain}`, domainChange(rules, { gone: domain }))}
        />
      </div>
      {proved_by === null && (
        <dl class="kv pl-22px">
          <dt class="text-muted">TXT record</dt>
          <dd class="code [overflow-wrap:anywhere]">{txt.name}</dd>
          <dt class="text-muted">Value</dt>
          <dd class="code [overflow-wrap:anywhere] flex items-center gap-1">
            {txt.value}
            <IconButton icon={Copy} size={14} label={`Copy the value for ${domain}`} onPress={copy} />
          </dd>
        </dl>
      )}
    </li>
  )
}
