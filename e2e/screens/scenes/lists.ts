import type { Browser } from 'playwright-core'
import { type Api, clickPost, draftUpdate, postIn, signIn, workedCase } from '../../api.ts'
import { signedInPage } from '../../full-page.ts'
import { setFault, whenPosted } from '../../simulator.ts'
import { type Stage, startDemo } from '../../stage.ts'
import type { Album, Place } from '../album.ts'
import { newPage, type Scene, withBrowser } from '../scene.ts'

/** Where am I needed and the case history, with nothing in them and with a day's work. */
export const listsScene: Scene = {
  name: 'lists',
  play: (album) =>
    withBrowser(async (browser) => {
      const stage = await startDemo({ POST_SETTLE_SECONDS: '1' })
      try {
        const page = await newPage(browser)
        const place: Place = { surface: 'page', page }
        await signedInPage(page, stage, 'ben@acme.example', '/app/needs')
        await page.getByRole('heading', { name: 'Nothing waits for you' }).waitFor()
        await album.take('needs', 'empty', place)
        await page.goto(`${stage.app}/app/history`)
        await page.getByRole('heading', { name: 'No cases yet' }).waitFor()
        await album.take('history', 'empty', place)
        await page.context().close()
        await aDaysWork(await signIn(stage.app, 'ben@acme.example'), stage)
        await album.step('needs', () => needs(album, browser, stage))
        await album.step('history', () => history(album, browser, stage))
      } finally {
        await stage.stop()
      }
    }),
}

async function aDaysWork(ben: Api, stage: Stage): Promise<void> {
  const cleo = await signIn(stage.app, 'cleo@acme.example')
  for (const ticketId of ['48291', '48288', '48302', '48297']) await workedCase(ben, ticketId)
  for (const ticketId of ['48285', '48290']) await workedCase(cleo, ticketId)
  const { id } = await workedCase(ben, '48314')
  await setFault(stage.simulator, { kind: 'status', status: 422, match: whenPosted, times: 1 })
  const post = await clickPost(ben, await draftUpdate(ben, id, 'ticket_notes', 'quick'), id)
  await postIn(ben, post.id, 'rejected')
  const paused = await workedCase(ben, '48301')
  await ben.post(`/ai-sessions/${paused.id}/pause`)
}

async function needs(album: Album, browser: Browser, stage: Stage): Promise<void> {
  const page = await newPage(browser)
  const place: Place = { surface: 'page', page }
  const full = await signedInPage(page, stage, 'ben@acme.example', '/app/needs')
  await page.getByRole('region', { name: 'Clients waiting for us' }).waitFor()
  await album.take('needs', 'full', place)
  await full.open('/app')
  await page.getByRole('heading', { name: 'Where am I needed' }).waitFor()
  await album.take('needs', 'above-the-start', place)
  await page.context().close()
}

async function history(album: Album, browser: Browser, stage: Stage): Promise<void> {
  const page = await newPage(browser)
  const place: Place = { surface: 'page', page }
  await signedInPage(page, stage, 'ben@acme.example', '/app/history')
  const list = page.getByRole('list', { name: 'Cases' }).getByRole('listitem')
  await list.nth(7).waitFor()
  await album.take('history', 'all', place)
  const search = page.getByRole('searchbox', { name: /^Search cases/ })
  await search.fill('yesterday')
  await list
    .getByText(/^(Fact|Message)$/)
    .first()
    .waitFor()
  await album.take('history', 'found', place)
  await search.fill('zebra')
  await page.getByRole('heading', { name: 'No case is like this' }).waitFor()
  await album.take('history', 'nothing-found', place)
  await page.context().close()
}
