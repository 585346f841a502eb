import type { Browser, Page } from 'playwright-core'
import { codeAt, stepAt } from '../../../server/sign-in/totp.ts'
import { type Api, signIn } from '../../api.ts'
import { fullPage, signedInPage } from '../../full-page.ts'
import { type Stage, startDemo } from '../../stage.ts'
import type { Album, Place } from '../album.ts'
import { newPage, type Scene, withBrowser } from '../scene.ts'

const password = 'seven brown owls'

/** The ways in: sign-in, one-time link, second factor; and addresses that lead nowhere. */
export const accountScene: Scene = {
  name: 'sign-in',
  play: (album) =>
    withBrowser(async (browser) => {
      const stage = await startDemo()
      try {
        const ada = await signIn(stage.app, 'ada@acme.example')
        await album.step('sign-in', () => signInPage(album, browser, stage))
        await album.step('one-time link', () => oneTimeLink(album, browser, ada))
        await album.step('elsewhere', () => elsewhere(album, browser, stage))
      } finally {
        await stage.stop()
      }
    }),
}

async function signInPage(album: Album, browser: Browser, stage: Stage): Promise<void> {
  const page = await newPage(browser)
  const full = fullPage(page, stage)
  await full.open()
  await full.signInButton.waitFor()
  await album.take('sign-in', 'empty', { surface: 'page', page })
  await full.signIn('ben@acme.example', 'guessed')
  await page.getByRole('alert').waitFor()
  await album.take('sign-in', 'wrong-password', { surface: 'page', page })
}

/** Dora is invited, turns her second factor on, and is then sent a link for a new password. */
async function oneTimeLink(album: Album, browser: Browser, ada: Api): Promise<void> {
  const invited = { name: 'Dora Sand', email: 'dora@acme.example', role: 'engineer' }
  const { person, link: shown } = await ada.post<{ person: { id: string }; link: { link: string } }>(
    '/accounts/me/people',
    invited,
  )
  const { link } = shown
  const page = await newPage(browser)
  const place: Place = { surface: 'page', page }
  await page.goto(link)
  await page.getByRole('heading', { name: /^Welcome to FlowPilot/ }).waitFor()
  await album.take('password', 'invitation', place)
  await page.getByLabel('Password', { exact: true }).fill('Password1234')
  await page.getByLabel('Once more', { exact: true }).fill('Password1235')
  await page.keyboard.press('Enter')
  await page.getByText('This is not the same password.').waitFor()
  await album.take('password', 'not-the-same', place)
  await choosePassword(page)
  await secondFactor(album, page)

  const reset = await ada.post<{ link: string }>(`/accounts/me/people/${person.id}/reset`)
  await page.goto('about:blank')
  await page.goto(reset.link)
  await page.getByRole('heading').first().waitFor()
  await album.take('password', 'reset', place)
  await page.goto('about:blank')
  await page.goto(link)
  await page.getByRole('alert').waitFor()
  await album.take('password', 'link-used', place)
}

async function choosePassword(page: Page): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Once more', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Cases' }).getByText('Dora Sand').waitFor()
}

async function secondFactor(album: Album, page: Page): Promise<void> {
  const place: Place = { surface: 'page', page }
  const full = fullPage(page, { app: new URL(page.url()).origin })
  await full.open('/app/settings')
  const room = page.getByRole('region', { name: 'Your sign-in' })
  await room.getByRole('button', { name: 'Turn on' }).click()
  await room.getByLabel('Your password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await room.getByRole('img', { name: /QR code/ }).waitFor()
  await album.take('second-factor', 'set-up', { ...place, part: room })
  const secret = (await room.locator('.select-all').innerText()).replaceAll(' ', '')
  await room.getByLabel('Code', { exact: true }).fill(codeAt(secret, stepAt(Date.now())))
  await page.keyboard.press('Enter')
  await room.getByRole('region', { name: 'Recovery codes' }).waitFor()
  await album.take('second-factor', 'recovery-codes', { ...place, part: room })
  await room.getByRole('button', { name: 'I have kept them' }).click()
  await room.getByText('10 recovery codes left').waitFor()
  await full.menu('Sign out')
  await full.signIn('dora@acme.example', password)
  await page.getByRole('heading', { name: 'Type your code' }).waitFor()
  await album.take('second-factor', 'code-asked', place)
  await page.getByLabel('Code', { exact: true }).fill('000000')
  await page.keyboard.press('Enter')
  await page.getByText('That code does not match').waitFor()
  await album.take('second-factor', 'wrong-code', place)
}

async function elsewhere(album: Album, browser: Browser, stage: Stage): Promise<void> {
  const page = await newPage(browser)
  const full = await signedInPage(page, stage, 'vera@acme.example', '/app/nowhere')
  await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor()
  await album.take('full-page', 'nothing-here', { surface: 'page', page })
  await full.open('/app/cases/0190b0c8-1111-7000-8000-000000000001')
  await page.getByRole('heading', { name: 'This case cannot be shown' }).waitFor()
  await album.take('full-page', 'case-gone', { surface: 'page', page })
  await full.open('/app')
  await page.getByText("Viewers can't start cases").waitFor()
  await album.take('full-page', 'viewer', { surface: 'page', page })
}
