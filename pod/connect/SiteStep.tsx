import { useSignal } from '@preact/signals'
import { CircleX } from 'lucide-preact'
import { Button } from '../ui/Button.tsx'
import { FormBox, FormCheck, FormField } from '../ui/form/FormField.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { ConnectModel } from './connect-model.ts'
import { siteWords } from './site-words.ts'

/** Where ConnectWise is, and of which company: asked without keys. */
export function SiteStep(props: { model: ConnectModel; onDone: () => void }) {
  const { model, onDone } = props
  const { site, answer, connection } = model
  const isHostRefused = useSignal(site.values.value.own_server === 'yes')
  const look = async () => {
    const isAsked = await model.look()
    if (!isAsked && 'site_url' in site.wrong.value) isHostRefused.value = true
    if (isAsked && answer.value?.trouble === null && answer.value.elsewhere === null) onDone()
  }
  const trouble = answer.value?.trouble
  const elsewhere = answer.value?.elsewhere
  const known = connection.value
  const { site_url, company_id } = site.values.value
  const moves = known && known.site_url !== site_url
  const isChanged = known && (moves || known.company_id !== company_id)
  return (
    <>
      <FormBox
        form={site}
        label="Site"
        onSubmit={look}
        acts={
          <>
            <Button kind="primary" submit busy={site.busy.value}>
              Look for ConnectWise
            </Button>
            {isChanged && (
              <Button kind="quiet" onPress={model.undo}>
                Keep the connection as it is
              </Button>
            )}
          </>
        }
      >
        <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
          <FormField
            form={site}
            name="site_url"
            label="Address"
            hint="Where you sign in. The whole address bar may be pasted."
            placeholder="https://na.myconnectwise.net"
            maxLength={2000}
          />
          <FormField
            form={site}
            name="company_id"
            label="Company id"
            hint="The field Company of the sign-in screen."
            maxLength={50}
          />
        </div>
        {isHostRefused.value && (
          <FormCheck
            form={site}
            name="own_server"
            label="This is our own ConnectWise server, and FlowPilot may send its keys there."
          />
        )}
        {moves && (
          <p class="meta">Another site needs both keys again, and the pod is registered there anew.</p>
        )}
      </FormBox>
      {site.busy.value && (
        <p role="status" class="meta">
          Asking the site. This takes 10 seconds at most.
        </p>
      )}
      {!site.busy.value && trouble && (
        <Notice
          card
          icon={CircleX}
          tone="red"
          role="alert"
          title={<strong class="font-600">{siteWords[trouble].is}</strong>}
          next={siteWords[trouble].next}
        />
      )}
      {elsewhere && (
        <Notice
          card
          icon={CircleX}
          tone="amber"
          role="alert"
          title={<strong class="font-600">ConnectWise says that this company is at {elsewhere}</strong>}
          action={
            <Button
              onPress={() => {
                site.set('site_url', elsewhere)
                return look()
              }}
            >
              Use that address
            </Button>
          }
        />
      )}
    </>
  )
}
