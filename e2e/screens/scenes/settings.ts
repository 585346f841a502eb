import type { Browser } from 'playwright-core'
import { clickPost, draftUpdate, postIn, signIn, workedCase } from '../../api.ts'
import { signedInPage } from '../../full-page.ts'
import { type Stage, startDemo } from '../../stage.ts'
import type { Album, Place } from '../album.ts'
import { newPage, type Scene, withBrowser } from '../scene.ts'

const parts = [
  'Account',
  'Model',
  'Your preferences',
  'Account preferences',
  'ConnectWise',
  'Members',
  'People',
  'Your sign-in',
  'Sign-in',
  'Audit trail',
  'Boards',
]

/** Settings, whole and part by part, as their owner and as an engineer; and the audit trail. */
export const settingsScene: Scene = {
  name: 'settings',
  play: (album) =>
    withBrowser(async (browser) => {
      const stage = await startDemo()
      try {
        await album.step('settings of the owner', () => ofOwner(album, browser, stage))
        await album.step('settings of an engineer', async () => {
          const page = await newPage(browser)
          await signedInPage(page, stage, 'ben@acme.example', '/app/settings')
          await page.getByText(`Connected to ${stage.simulator}`).waitFor()
          await album.take('settings', 'engineer', { surface: 'page', page })
        })
        await album.step('audit', () => audit(album, browser, stage))
        await album.step('connecting', () => connecting(album, browser, stage))
      } finally {
        await stage.stop()
      }
    }),
}

async function ofOwner(album: Album, browser: Browser, stage: Stage): Promise<void> {
  const page = await newPage(browser)
  await signedInPage(page, stage, 'ada@acme.example', '/app/settings')
  const place: Place = { surface: 'page', page }
  const part = (name: string) => page.getByRole('region', { name, exact: true })
  await part('People').getByText('Ben Okafor').first().waitFor()
  await part('Members').getByRole('combobox').first().waitFor()
  await part('Boards').locator('input, select, button').first().waitFor()
  await part('Your sign-in').getByRole('listitem').first().waitFor()
  await album.take('settings', 'top', place)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await page.getByRole('region', { name: 'Result of the test' }).getByText('Connected, ConnectWise').waitFor()
  for (const name of parts) {
    const words = name.toLowerCase().replaceAll(' ', '-')
    await album.step(`settings, ${name}`, () => album.take('settings', words, { ...place, part: part(name) }))
  }
  const people = part('People')
  await people.getByRole('button', { name: 'Invite somebody' }).click()
  const form = people.getByRole('form', { name: 'Invite somebody' })
  await form.getByLabel('Name', { exact: true }).fill('Dora Sand')
  await form.getByLabel('E-mail', { exact: true }).fill('dora@acme.example')
  await form.getByRole('button', { name: 'Invite' }).click()
  await people.getByLabel('Link for Dora Sand').waitFor()
  await album.take('settings', 'people-invited', { ...place, part: people })
}

/** Each step of the setting up, as an account finds it that is connected already. */
async function connecting(album: Album, browser: Browser, stage: Stage): Promise<void> {
  const page = await newPage(browser)
  await signedInPage(page, stage, 'ada@acme.example', '/app/connect')
  for (const [name, there] of [
    ['Site', page.getByRole('form', { name: 'Site' })],
    ['Keys and rights', page.getByRole('region', { name: 'Result of the test' })],
    ['Members', page.getByRole('list', { name: 'People and their members' })],
    ['Pod on the ticket screen', page.getByRole('button', { name: 'Set it up by hand' })],
    ['A first note', page.getByRole('main').getByRole('combobox').or(page.getByText('Read back').last())],
  ] as const) {
    const step = page.getByRole('list', { name: 'Steps' }).getByRole('button', { name })
    if ((await step.getAttribute('aria-expanded')) !== 'true') await step.click()
    await there.first().waitFor()
    await album.take('connect', name.toLowerCase().replaceAll(' ', '-'), { surface: 'page', page })
  }
}

async function audit(album: Album, browser: Browser, stage: Stage): Promise<void> {
  const ben = await signIn(stage.app, 'ben@acme.example')
  const { id } = await workedCase(ben, '48291')
  const post = await clickPost(ben, await draftUpdate(ben, id), id)
  await postIn(ben, post.id, 'verified')
  const page = await newPage(browser)
  await signedInPage(page, stage, 'ada@acme.example', '/app/audit')
  const first = page.getByRole('main').getByRole('listitem').first()
  await first.waitFor()
  await album.take('audit', 'lines', { surface: 'page', page })
  await first.locator('summary').click()
  await album.take('audit', 'line-open', { surface: 'page', page })
}
