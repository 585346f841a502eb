import { useMemo } from 'preact/hooks'
import type { SignInRules } from '../../shared/contracts/sign-in.ts'
import { Button } from '../ui/Button.tsx'
import { createForm } from '../ui/form/create-form.ts'
import { FormBox, FormCheck, FormField } from '../ui/form/FormField.tsx'
import { AskFirst } from '../ui/Question.tsx'
import { toast } from '../ui/Toasts.tsx'
import { ActProblem } from './ActProblem.tsx'
import type { SignInModel } from './sign-in-model.ts'

/** Fields are called as the server calls them when it refuses one. */
const valuesOf = (provider: SignInRules['provider']) => ({
  'provider.issuer': provider?.issuer ?? '',
  'provider.client_id': provider?.client_id ?? '',
  'provider.client_secret': '',
  'provider.label': provider?.label ?? 'single sign-on',
  'provider.guests': provider?.guests ? 'yes' : '',
})

/** The account's OpenID provider. It is asked before it is kept. */
export function ProviderForm(props: { model: SignInModel; rules: SignInRules; why: string | undefined }) {
  const { model, rules, why } = props
  const { provider } = rules
  const form = useMemo(() => createForm(valuesOf(provider)), [provider?.changed_at])
  const submit = async () => {
    const isKept = await form.submit((values) => {
      const client_secret = values['provider.client_secret']
      return model.keep({
        provider: {
          issuer: values['provider.issuer'],
          client_id: values['provider.client_id'],
          label: values['provider.label'],
          guests: values['provider.guests'] === 'yes',
          ...(client_secret ? { client_secret } : {}),
        },
      })
    })
    if (isKept) toast('The provider answered and is kept.', { tone: 'good' })
  }
  const fields = { form, off: why, maxLength: 1000 }
  return (
    <>
      <p class="text-muted max-w-560px">
        Register a web client at your OpenID provider with this address to come back to:{' '}
        <code class="code [overflow-wrap:anywhere]">{rules.callback_url}</code>
      </p>
      <FormBox
        form={form}
        label="Provider"
        onSubmit={submit}
        acts={
          <>
            <Button submit why={why} busy={form.busy.value}>
              {provider ? 'Save provider' : 'Set up'}
            </Button>
            {provider && (
              <AskFirst
                quiet
                opens="Remove"
                why={why ?? (rules.sso_only ? 'It is the only way in. Allow passwords first.' : undefined)}
                says="Nobody signs in through it any more; its secret is deleted."
                act="Remove provider"
                busy={model.busy.value === 'no_provider'}
                onAct={() => model.save('no_provider', { provider: null })}
              />
            )}
          </>
        }
      >
        <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
          <FormField
            {...fields}
            name="provider.issuer"
            label="Issuer"
            hint="Exactly as the provider writes it; of one tenant."
            placeholder="https://login.example/tenant"
          />
          <FormField
            {...fields}
            name="provider.client_id"
            label="Client id"
            hint="Of the web client registered there."
          />
          <FormField
            {...fields}
            name="provider.client_secret"
            label="Client secret"
            type="password"
            autocomplete="new-password"
            hint={provider ? 'Set. Leave empty to keep it.' : 'Kept sealed and never shown again.'}
            placeholder={provider ? '••••••••' : ''}
          />
          <FormField
            {...fields}
            name="provider.label"
            label="Name"
            hint="How your team calls it."
            maxLength={40}
          />
        </div>
        <FormCheck
          form={form}
          name="provider.guests"
          label="Guests of the tenant may sign in too (Entra ID)."
          off={why}
        />
      </FormBox>
      <ActProblem model={model} of={['no_provider']} />
    </>
  )
}
