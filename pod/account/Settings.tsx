import { useSignal } from '@preact/signals'
import { History } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { deliveryOf } from '../delivery.ts'
import { DeliveryNotice } from '../frame/DeliveryNotice.tsx'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { offlineModel } from '../frame/offline-model.ts'
import { TopRow } from '../frame/TopRow.tsx'
import { bodyOf } from '../line/api.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { lazily } from '../ui/lazily.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { ConnectionPart } from './ConnectionPart.tsx'
import { ModelPart } from './ModelPart.tsx'
import { PreferencesPart } from './PreferencesPart.tsx'
import { YourPreferencesPart } from './YourPreferencesPart.tsx'

const PeoplePart = lazily(() => import('./PeoplePart.tsx').then((module) => module.PeoplePart))
const YourSignInPart = lazily(() => import('./YourSignInPart.tsx').then((module) => module.YourSignInPart))
const SignInPart = lazily(() => import('./SignInPart.tsx').then((module) => module.SignInPart))
const BoardsPart = lazily(() => import('./BoardsPart.tsx').then((module) => module.BoardsPart))
const YourNotificationsPart = lazily(() =>
  import('./YourNotificationsPart.tsx').then((module) => module.YourNotificationsPart),
)
const ChannelsPart = lazily(() => import('./ChannelsPart.tsx').then((module) => module.ChannelsPart))
const ClosingPart = lazily(() => import('./ClosingPart.tsx').then((module) => module.ClosingPart))
const PoliciesPart = lazily(() => import('./PoliciesPart.tsx').then((module) => module.PoliciesPart))
const TemplatesPart = lazily(() => import('./TemplatesPart.tsx').then((module) => module.TemplatesPart))
const MembersPart = lazily(() => import('./MembersPart.tsx').then((module) => module.MembersPart))

/** Who I am, what the account is connected to, how it looks. */
export function Settings() {
  const { me, go } = usePod()
  const known = me.value
  const member = useMember()
  const delivery = deliveryOf(usePod()).value
  const isAdmin = known?.role === 'admin' || known?.role === 'owner'
  // admins read it in the part below
  const says = known?.model.kind === 'offline' && !isAdmin ? `. ${offlineModel}` : ''
  const model = known && `${known.model.label}${says}`
  return (
    <>
      <TopRow title="Settings" />
      <OfflineBand />
      <div class="flex-1 min-h-0 overflow-y-auto">
        <div class="max-w-760px p-3 wide:p-5 grid grid-cols-1 gap-6">
          <Part title="Account">
            <dl class="kv">
              <Pair name="Name" value={known?.user.name} />
              <Pair name="E-mail" value={known?.user.email ?? 'none'} />
              <Pair name="Account" value={known?.account.name} />
              <Pair name="Role" value={known?.role} />
              <Pair name="Model" value={model} />
              <Pair
                name="Member"
                value={
                  known?.psa.member_mapped ? `mapped to ${member ?? 'your ConnectWise member'}` : 'not mapped'
                }
              />
            </dl>
          </Part>
          {isAdmin && (
            <Part title="Model">
              <ModelPart />
            </Part>
          )}
          <Part title="Your preferences">
            <YourPreferencesPart />
          </Part>
          <Part title="Your notifications">
            <YourNotificationsPart meanwhile={<Skeleton width="60%" />} />
          </Part>
          <Part title="Account preferences">
            <PreferencesPart mayChange={isAdmin} />
          </Part>
          <Part title="Clients and the model">
            <PoliciesPart mayChange={isAdmin} meanwhile={<Skeleton width="60%" />} />
          </Part>
          {isAdmin && (
            <Part title="Updates to clients and tickets">
              <TemplatesPart meanwhile={<Skeleton width="60%" />} />
            </Part>
          )}
          <Part title="ConnectWise">
            {delivery && <DeliveryNotice card delivery={delivery} />}
            {isAdmin ? <ConnectionPart /> : <ConnectionSentence />}
          </Part>
          {isAdmin && known?.psa.connection_id && (
            <Part title="Closing and escalating">
              <ClosingPart connection_id={known.psa.connection_id} meanwhile={<Skeleton width="60%" />} />
            </Part>
          )}
          {isAdmin && known?.psa.connection_id && (
            <Part title="Members">
              <MembersPart connection_id={known.psa.connection_id} meanwhile={<Skeleton width="60%" />} />
            </Part>
          )}
          {isAdmin && (
            <Part title="People">
              <PeoplePart meanwhile={<Skeleton width="60%" />} />
            </Part>
          )}
          {isAdmin && (
            <Part title="Rooms of Slack and Teams">
              <ChannelsPart meanwhile={<Skeleton width="60%" />} />
            </Part>
          )}
          <Part title="Your sign-in">
            <YourSignInPart meanwhile={<Skeleton width="60%" />} />
          </Part>
          {isAdmin && (
            <Part title="Sign-in">
              <SignInPart meanwhile={<Skeleton width="60%" />} />
            </Part>
          )}
          {isAdmin && (
            <Part title="Audit trail">
              <p class="text-muted max-w-560px">
                Who signed in, was refused, linked, posted and changed settings, from where and when.
              </p>
              <Button class="justify-self-start" icon={History} onPress={() => go({ screen: 'audit' })}>
                Open the audit trail
              </Button>
            </Part>
          )}
          {isAdmin && known?.psa.connection_id && (
            <Part title="Boards">
              <BoardsPart meanwhile={<Skeleton width="60%" />} />
            </Part>
          )}
        </div>
      </div>
    </>
  )
}

/** Which ConnectWise member I am, once known. */
function useMember(): string | null {
  const { api, me } = usePod()
  const member = useSignal<string | null>(null)
  const id = me.value?.psa.member_mapped ? me.value.user.id : null
  useEffect(() => {
    if (!id) return
    bodyOf(api.client.accounts.me.users.$get())
      .then(({ items }) => {
        member.value = items.find((each) => each.id === id)?.psa_member ?? null
      })
      .catch(() => {})
  }, [api, id, member])
  return member.value
}

function Part(props: { title: string; children: ComponentChildren }) {
  return (
    <section class="grid grid-cols-1 gap-3" aria-label={props.title}>
      <h2 class="micro">{props.title}</h2>
      {props.children}
    </section>
  )
}

function Pair(props: { name: string; value: string | null | undefined }) {
  return (
    <>
      <dt class="text-muted">{props.name}</dt>
      <dd class="min-w-0 [overflow-wrap:anywhere]">{props.value ?? ''}</dd>
    </>
  )
}

function ConnectionSentence() {
  const psa = usePod().me.value?.psa
  return (
    <p class="text-muted">
      {psa?.connected
        ? `Connected to ${psa.site_url ?? 'ConnectWise'}. An admin can change the connection.`
        : 'No PSA is connected. An admin can connect ConnectWise.'}
    </p>
  )
}
