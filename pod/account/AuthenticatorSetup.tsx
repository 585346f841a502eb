import { useMemo } from 'preact/hooks'
import type { NewSecret } from '../../shared/contracts/people.ts'
import { Button } from '../ui/Button.tsx'
import { createForm } from '../ui/form/create-form.ts'
import { FormBox, FormField } from '../ui/form/FormField.tsx'
import { QrCode } from './QrCode.tsx'

const inFours = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ')

/** The secret as picture and as text, and the first code, which makes it count. */
export function AuthenticatorSetup(props: {
  secret: NewSecret
  onCode: (code: string) => Promise<unknown>
  onGiveUp: () => void
}) {
  const form = useMemo(() => createForm({ code: '' }), [])
  return (
    <FormBox
      form={form}
      label="Set up the authenticator"
      onSubmit={() => form.submit(({ code }) => props.onCode(code))}
      acts={
        <>
          <Button kind="primary" submit busy={form.busy.value}>
            Turn on
          </Button>
          <Button kind="quiet" onPress={props.onGiveUp}>
            Not now
          </Button>
        </>
      }
    >
      <p class="text-muted max-w-560px">
        Scan this with an authenticator app, or type the secret into it. Then type the code that it shows.
      </p>
      <div class="flex flex-wrap gap-4 items-start">
        <QrCode text={props.secret.uri} label="QR code with the secret, for the authenticator app" />
        <div class="grid gap-3 min-w-0 flex-1 basis-200px">
          <div class="grid gap-1">
            <span class="micro">Secret</span>
            <span class="code select-all [overflow-wrap:anywhere]">{inFours(props.secret.secret)}</span>
          </div>
          <FormField
            form={form}
            name="code"
            label="Code"
            hint="Six digits; they change every 30 seconds."
            autocomplete="one-time-code"
            maxLength={20}
            code
            autofocus
          />
        </div>
      </div>
    </FormBox>
  )
}
