import type { Browser, Page } from 'playwright-core'
import { type Api, signIn } from '../../api.ts'
import { clearFaults, setFault } from '../../simulator.ts'
import { type Stage, startDemo } from '../../stage.ts'
import { openTicket } from '../../ticket-screen.ts'
import type { Album } from '../album.ts'
import { newPage, podSeat, type Scene, seatOf, withBrowser } from '../scene.ts'

const signInPath = '**/api/v1/auth/connectwise'
const podPath = /\/pod\/[0-9a-f]{20}/
const meta = (name: string) => new RegExp(`(<meta name="flowpilot-${name}" content=")[^"]*`)

/** What keeps the pod from working, each as the screen that names it. */
export const podTroubleScene: Scene = {
  name: 'pod-trouble',
  play: (album) =>
    withBrowser(async (browser) => {
      const stage = await startDemo()
      try {
        await realTroubles(album, browser, stage)
        for (const one of arranged)
          await album.step(one.state, () => arrangedTrouble(album, browser, stage, one))
        const ada = await signIn(stage.app, 'ada@acme.example')
        await album.step('outside of the ticket', () => outside(album, browser, stage, ada))
      } finally {
        await stage.stop()
      }
    }),
}

async function realTroubles(album: Album, browser: Browser, stage: Stage): Promise<void> {
  await album.step('no access', async () => {
    const { page, frame, place } = await podSeat(browser, stage, '48293', 'Cleo Marchetti')
    await frame.getByRole('heading', { name: 'No access to this ticket' }).waitFor()
    await album.take('pod-trouble', 'no-access', place)
    await page.context().close()
  })
  await album.step('ConnectWise away', async () => {
    await setFault(stage.simulator, { kind: 'unreachable' })
    const { page, frame, place } = await podSeat(browser, stage, '48291')
    await frame.getByRole('heading', { name: "ConnectWise can't be reached" }).waitFor()
    await album.take('pod-trouble', 'connectwise-away', place)
    await page.context().close()
    await clearFaults(stage.simulator)
  })
  await album.step('newer build', async () => {
    const { page, frame, room, place } = await podSeat(browser, stage, '48291')
    await room.start.waitFor()
    await changeMeta(page, 'build', 'newer')
    // what the browser says when a part of this build is gone from the server
    const pod = page.frames().find((each) => podPath.test(each.url()))
    await pod?.evaluate(() => void dispatchEvent(new Event('vite:preloadError', { cancelable: true })))
    await frame.getByText('A newer FlowPilot is here').waitFor()
    await album.take('pod-trouble', 'newer-build', place)
    await page.context().close()
  })
}

async function changeMeta(page: Page, name: string, value: string): Promise<void> {
  await page.route(podPath, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replace(meta(name), `$1${value}`) })
  })
}

type Arranged = { state: string; heading: string; arrange: (page: Page) => Promise<unknown> }

const refuse = (status: number, body: Record<string, unknown>) => (page: Page) =>
  page.route(signInPath, (route) => route.fulfill({ status, json: body }))

/** Answers of the server and of the ticket screen that the demo has no member or setting for. */
const arranged: readonly Arranged[] = [
  {
    state: 'server-away',
    heading: "FlowPilot can't be reached",
    arrange: (page) => page.route('**/api/v1/**', (route) => route.abort()),
  },
  {
    state: 'member-not-confirmed',
    heading: "ConnectWise didn't confirm who you are",
    arrange: refuse(401, {
      code: 'member_not_confirmed',
      message: 'ConnectWise did not confirm who you are. Reload the ticket screen and try again.',
    }),
  },
  {
    state: 'member-not-linked',
    heading: 'Who are you in FlowPilot?',
    arrange: refuse(403, {
      code: 'member_not_linked',
      message: 'An admin can link it.',
      asked: true,
    }),
  },
  {
    state: 'owner-has-to-confirm',
    heading: 'An owner has to confirm you',
    arrange: refuse(403, { code: 'member_not_linked', message: 'An owner has to.', needs: 'owner' }),
  },
  {
    state: 'user-switched-off',
    heading: 'Your FlowPilot user is switched off',
    arrange: refuse(403, { code: 'member_switched_off', message: 'Switched off.' }),
  },
  {
    state: 'server-failing',
    heading: "FlowPilot can't work right now",
    arrange: refuse(503, { code: 'database_unavailable', message: 'Try again in a moment.' }),
  },
  {
    state: 'link-by-password',
    heading: 'Link ConnectWise to your FlowPilot user',
    arrange: refuse(403, {
      code: 'member_not_linked',
      message: 'Sign in once with your FlowPilot password, and the two are linked.',
      by_password: true,
    }),
  },
  {
    state: 'asked-too-often',
    heading: 'A moment, please',
    arrange: refuse(429, { code: 'too_often', message: 'Too many tries.', retry_after_s: 40 }),
  },
  {
    state: 'site-not-allowed',
    heading: 'This site may not show the pod',
    arrange: (page) => changeMeta(page, 'psa-origins', ''),
  },
]

async function arrangedTrouble(album: Album, browser: Browser, stage: Stage, one: Arranged): Promise<void> {
  const page = await newPage(browser)
  await one.arrange(page)
  await openTicket(page, stage, '48291')
  const { frame, place } = seatOf(page)
  await frame.getByRole('heading', { name: one.heading }).waitFor()
  await album.take('pod-trouble', one.state, place)
  await page.context().close()
}

/** The pod without a frame, and in a page of the right site that stays silent. */
async function outside(album: Album, browser: Browser, stage: Stage, ada: Api): Promise<void> {
  const { items } = await ada.get<{ items: { pod_url: string }[] }>('/integrations/psa/connections')
  const address = (items[0]?.pod_url ?? '').replace('[cw_id]', '48291').replace('[cw_screen]', 'ticket')
  const page = await newPage(browser)
  await page.goto(address)
  await page.getByRole('heading', { name: 'This page belongs into a ticket' }).waitFor()
  await album.take('pod-trouble', 'not-in-a-ticket', { surface: 'page', page })

  // a page of the right site that says nothing
  await page.goto(`${stage.simulator}/__simulator`)
  await page.evaluate((src) => {
    const frame = document.createElement('iframe')
    frame.src = src
    document.body.replaceChildren(frame)
  }, address)
  const { frame, place } = seatOf(page)
  await frame.getByRole('heading', { name: "ConnectWise didn't answer the pod" }).waitFor()
  await album.take('pod-trouble', 'ticket-screen-silent', place)
}
