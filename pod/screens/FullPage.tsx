import { Compass } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { Frame, Waiting } from '../frame/Frame.tsx'
import { Guarded } from '../frame/Guarded.tsx'
import { ModelBand } from '../frame/ModelBand.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import { usePod } from '../pod.ts'
import { type Route, routeOf } from '../router.ts'
import { NewCase } from '../tickets/NewCase.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { lazily } from '../ui/lazily.tsx'
import { OpenCase, prefetchCase } from './lazy-case.ts'
import { SideColumn } from './SideColumn.tsx'

const SignIn = lazily(() => import('../account/SignIn.tsx').then((module) => module.SignIn))
const PasswordPage = lazily(() => import('../account/PasswordPage.tsx').then((module) => module.PasswordPage))
const Settings = lazily(() => import('../account/Settings.tsx').then((module) => module.Settings))
const AuditPage = lazily(() => import('../audit/AuditPage.tsx').then((module) => module.AuditPage))
const PostsPage = lazily(() => import('../posts/PostsPage.tsx').then((module) => module.PostsPage))

/** The tab: cases at the left, the chosen one beside them. */
export function FullPage() {
  const { host, me, api } = usePod()
  const route = routeOf(host.path.value)
  const role = me.value?.role
  useEffect(prefetchCase, [])
  useEffect(() => {
    if (role === 'admin' || role === 'owner')
      import('../account/read-preferences.ts')
        .then(({ readPreferences }) => readPreferences(api))
        .catch(() => {})
  }, [role, api])
  if (route.screen === 'password')
    return (
      <Frame>
        <PasswordPage />
      </Frame>
    )
  if (host.signed_in.value === 'no')
    return (
      <Frame>
        <SignIn />
      </Frame>
    )
  if (me.value === null)
    return (
      <Frame>
        <Waiting />
      </Frame>
    )
  return (
    <div class="relative h-full flex">
      <Guarded name="The list of cases">
        <SideColumn route={route} />
      </Guarded>
      <main class="flex-1 min-w-0 min-h-0">
        <Frame>
          {route.screen !== 'settings' && <ModelBand />}
          <Guarded key={host.path.value} name="This page">
            <Screen route={route} />
          </Guarded>
        </Frame>
      </main>
    </div>
  )
}

function Screen(props: { route: Route }) {
  const { go } = usePod()
  const { route } = props
  const open = (session_id: string) => go({ screen: 'case', session_id })
  if (route.screen === 'new') return <NewCase onOpen={open} />
  if (route.screen === 'case')
    return (
      <OpenCase key={route.session_id} session_id={route.session_id} onGone={() => go({ screen: 'new' })} />
    )
  if (route.screen === 'posts') return <PostsPage />
  if (route.screen === 'settings') return <Settings />
  if (route.screen === 'audit') return <AuditPage />
  return (
    <>
      <TopRow title="FlowPilot" />
      <div class="p-5 grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 gap-y-2 justify-items-start">
        <Icon of={Compass} class="text-muted mt-2px" />
        <h2 class="text-title font-600">There is nothing at this address</h2>
        <Button class="col-start-2" onPress={() => go({ screen: 'new' })}>
          Start a case
        </Button>
      </div>
    </>
  )
}
