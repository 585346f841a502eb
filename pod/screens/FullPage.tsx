import { Compass } from 'lucide-preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Frame, Waiting } from '../frame/Frame.tsx'
import { Guarded } from '../frame/Guarded.tsx'
import { ModelBand } from '../frame/ModelBand.tsx'
import { documentTitle, pageTitle, toldWhileHidden, wantHeading } from '../frame/page-title.ts'
import { TopRow } from '../frame/TopRow.tsx'
import { inboxOf } from '../inbox.ts'
import { usePod } from '../pod.ts'
import type { Route } from '../router.ts'
import { NewCase } from '../tickets/NewCase.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { lazily } from '../ui/lazily.tsx'
import { prefetchCase } from './lazy-case.ts'
import { type Counts, followNeeds, Needed } from './lazy-needs.ts'
import { SideColumn } from './SideColumn.tsx'

const SignIn = lazily(() => import('../account/SignIn.tsx').then((module) => module.SignIn))

/** The tab: cases at the left, the page in view beside them. */
export function FullPage() {
  const { host, me, api, router } = usePod()
  const route = router.routeOf(host.path.value)
  const role = me.value?.role
  useEffect(prefetchCase, [])
  useEffect(() => {
    if (role === 'admin' || role === 'owner')
      import('../account/read-preferences.ts')
        .then(({ readPreferences }) => readPreferences(api))
        .catch(() => {})
  }, [role, api])
  const Alone = router.pageOf(route)?.alone && router.pageOf(route)?.Part
  if (Alone)
    return (
      <Frame>
        <Alone route={route} />
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
  return <SignedIn route={route} />
}

function SignedIn({ route }: { route: Route }) {
  const pod = usePod()
  const posts = inboxOf(pod).needing.value
  const [counts, setCounts] = useState<Counts>({ needs: null, escalations: null })
  useEffect(() => followNeeds(pod, (some) => setCounts((known) => ({ ...known, ...some }))), [pod])
  const title = documentTitle(pageTitle.value, posts, toldWhileHidden.value)
  useEffect(() => {
    document.title = title
    return () => {
      document.title = documentTitle('', null)
    }
  }, [title])
  // a change of what a page shows is none of the page
  const place = pod.host.path.value.replace(/\?.*/, '')
  const begun = useRef(place)
  useEffect(() => {
    if (begun.current === place) return
    begun.current = place
    wantHeading()
  }, [place])
  return (
    <div class="relative h-full flex">
      <Guarded name="The list of cases">
        <SideColumn route={route} waiting={{ posts, ...counts }} />
      </Guarded>
      <main class="flex-1 min-w-0 min-h-0">
        <Frame>
          {route.screen !== 'settings' && <ModelBand />}
          <Guarded key={place} name="This page">
            <Screen route={route} />
          </Guarded>
        </Frame>
      </main>
    </div>
  )
}

function Screen({ route }: { route: Route }) {
  const { go, router } = usePod()
  const Part = router.pageOf(route)?.Part
  if (Part) return <Part route={route} />
  if (route.screen === 'new')
    return <NewCase onOpen={(session_id) => go({ screen: 'case', session_id })} before={<Needed />} />
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
