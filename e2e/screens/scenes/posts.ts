import type { Browser } from 'playwright-core'
import { type Api, clickPost, draftUpdate, postIn, signIn, workedCase } from '../../api.ts'
import { cockpit } from '../../cockpit.ts'
import { signedInPage } from '../../full-page.ts'
import { postsPage } from '../../posts-page.ts'
import { clearFaults, type Fault, setFault, whenPosted } from '../../simulator.ts'
import { type Stage, startDemo } from '../../stage.ts'
import type { Album } from '../album.ts'
import { newPage, podSeat, type Scene, withBrowser } from '../scene.ts'

const busy: Fault = { kind: 'status', status: 429, retry_after: 300, match: whenPosted, times: 1 }

/** The account's posts, and what is said everywhere while ConnectWise is away. */
export const postsScene: Scene = {
  name: 'posts',
  play: (album) =>
    withBrowser(async (browser) => {
      const stage = await startDemo({ POST_SETTLE_SECONDS: '3' })
      try {
        const ben = await signIn(stage.app, 'ben@acme.example')
        const page = await newPage(browser)
        await signedInPage(page, stage, 'ben@acme.example', '/app/posts')
        await page.getByRole('heading', { name: 'Nothing was posted yet' }).waitFor()
        await album.take('posts', 'empty', { surface: 'page', page })
        await page.context().close()
        await album.step('groups and details', () => groups(album, browser, stage, ben))
        await album.step('ConnectWise away', () => away(album, browser, stage))
      } finally {
        await stage.stop()
      }
    }),
}

async function click(api: Api, ticketId: string) {
  const { id } = await workedCase(api, ticketId)
  return clickPost(api, await draftUpdate(api, id, 'ticket_notes', 'quick'), id)
}

async function groups(album: Album, browser: Browser, stage: Stage, ben: Api): Promise<void> {
  await postIn(ben, (await click(ben, '48291')).id, 'verified')
  await postIn(ben, (await click(ben, '48285')).id, 'verified')
  await setFault(stage.simulator, { kind: 'wrong_flags', times: 1 })
  await postIn(ben, (await click(ben, '48288')).id, 'needs_human')
  await setFault(stage.simulator, { kind: 'status', status: 422, match: whenPosted, times: 1 })
  await postIn(ben, (await click(ben, '48302')).id, 'rejected')
  await setFault(stage.simulator, busy)
  await click(ben, '48290')
  const page = await newPage(browser)
  await signedInPage(page, stage, 'ben@acme.example', '/app/posts')
  const posts = postsPage(page)
  const place = { surface: 'page', page } as const
  await posts.list('Under way').getByText('Waits to be sent').waitFor()
  await album.take('posts', 'groups', place)
  await posts.opener('48288').click()
  await page.getByText('The client can read this internal note').waitFor()
  await posts.history.last().waitFor()
  await album.take('posts', 'detail-to-decide', place)
  await posts.opener('48288').click()
  await posts.opener('48291').click()
  await posts.text.getByText(/ref FP-/).waitFor()
  await posts.history.last().waitFor()
  await album.take('posts', 'detail-posted', place)
  await page.context().close()
}

/** The post that waits holds up all the others: each surface says until when. */
async function away(album: Album, browser: Browser, stage: Stage): Promise<void> {
  const { page, frame, place, room } = await podSeat(browser, stage, '48290')
  await room.facts.first().waitFor()
  await setFault(stage.simulator, { kind: 'unreachable' })
  await frame.getByText('1 note waits and goes out by itself.').first().waitFor()
  await album.take('delivery', 'connectwise-away', place)
  await page.context().close()

  const full = await newPage(browser)
  await signedInPage(full, stage, 'ben@acme.example')
  await full
    .getByRole('navigation', { name: 'Cases' })
    .getByRole('link')
    .filter({ hasText: '#48290' })
    .click()
  await cockpit(full).facts.first().waitFor()
  await full.getByText('1 note waits and goes out by itself.').first().waitFor()
  await album.take('delivery', 'connectwise-away', { surface: 'page', page: full })
  await full.context().close()
  await clearFaults(stage.simulator)
}
