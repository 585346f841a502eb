import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { demoClientId, demoKeys } from '../simulator/seed/constants.ts'
import { violationsIn } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { cockpit } from './cockpit.ts'
import { fullPage } from './full-page.ts'
import { armingTime, shareSheet } from './share-sheet.ts'
import { clearFaults, notesOf, setFault } from './simulator.ts'
import { freePort, type Running, startProcess } from './stage.ts'
import { type Visit, visit, watched } from './visit.ts'

const run = promisify(execFile)
const words = 'seven brown owls'
const ticketId = '48288'
let folder: string
let running: Running[] = []
let browser: Browser
let ada: Visit
let link: string
let simulator: string

/** A new database as an operator begins with it: an account by command, then the server as in production. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'flowpilot-empty-'))
  const [port, psaPort] = [await freePort(), await freePort()]
  const app = `http://127.0.0.1:${port}`
  simulator = `http://127.0.0.1:${psaPort}`
  const env = {
    NODE_ENV: 'production',
    PORT: port,
    PUBLIC_URL: app,
    DATA_DIR: folder,
    SECRET_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    ALLOW_LOOPBACK_PSA: 'true',
  }
  const account = ['create', '--key', 'acme', '--name', 'Acme MSP', '--owner', 'Ada Lindqvist']
  const command = ['--import', 'tsx', 'server/account-command.ts', ...account, '--email', 'ada@acme.example']
  const psa = { SIMULATOR_PORT: psaPort, DATA_DIR: join(folder, 'psa') }
  const [made, ...others] = await Promise.all([
    run(process.execPath, command, { env: { ...process.env, ...env } }),
    startProcess(['--import', 'tsx', 'simulator/main.ts'], 'ConnectWise simulator on', psa),
    launchBrowser(),
  ])
  link = /http\S+#\S+/.exec(made.stdout)?.[0] ?? ''
  browser = others[1]
  running = [others[0], await startProcess(['dist/server/main.js'], 'FlowPilot is ready', env)]
  ada = await visit(browser)
})
beforeEach(() => watched(() => [ada]))
afterAll(async () => {
  await browser?.close()
  for (const each of running) await each.stop()
  rmSync(folder, { recursive: true, force: true })
})

const step = (name: string) => ada.page.getByRole('button', { name: new RegExp(`^\\d? ?${name}`) })
const alert = () => ada.page.getByRole('main').getByRole('alert')
const press = (key: string) => ada.page.keyboard.press(key)
const type = (text: string) => ada.page.keyboard.type(text)

/** Goes on by Tab until what has this name has the focus. */
async function tabTo(name: string): Promise<void> {
  const wanted = ada.page.locator(':focus').and(ada.page.getByRole('main').locator('*'))
  const isThere = async () => (await wanted.count()) > 0 && (await nameOf(ada.page)).includes(name)
  for (let presses = 0; presses < 25; presses++) {
    if (await isThere()) return
    await press('Tab')
  }
  throw new Error(`Tab does not reach ${name}`)
}
const nameOf = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLInputElement | null
    return at?.getAttribute('aria-label') ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? ''
  })
/** The step that is open took the focus along. */
const opened = (name: string) => expect.poll(() => nameOf(ada.page)).toContain(name)

test('the one-time link leads in, and the empty start page leads to the connection', async () => {
  await ada.page.goto(link)
  await ada.page.getByLabel('Password', { exact: true }).fill(words)
  await ada.page.getByLabel('Once more').fill(words)
  await ada.page.getByRole('button', { name: 'Set password and sign in' }).click()
  await ada.page.getByRole('button', { name: 'Connect ConnectWise' }).click()
  await ada.page.getByRole('form', { name: 'Site' }).waitFor()
})

test('by keyboard alone: a site, whatever is typed first, and keys that are tried', async () => {
  await tabTo('Address')
  await type(simulator)
  await press('Tab')
  await type('acmee')
  await press('Enter')
  await alert().getByText('does not know this company id').waitFor()
  await press('Backspace')
  await setFault(simulator, { kind: 'html' })
  await press('Enter')
  await alert().getByText('A web page answers here').waitFor()
  await clearFaults(simulator)
  await ada.page.reload()
  await ada.page.getByRole('form', { name: 'Site' }).waitFor()
  expect(await ada.page.getByLabel('Company id').inputValue()).toBe('acme')
  await tabTo('Company id')
  await press('Enter')
  await opened('Keys and rights')

  await tabTo('Public key')
  await type(demoKeys.publicKey)
  await press('Tab')
  await type('not-the-private-key')
  await press('Tab')
  await type(demoClientId)
  await press('Enter')
  await alert().getByText('ConnectWise refused these keys').waitFor()
  expect(await violationsIn(ada.page.mainFrame())).toEqual([])
  await press('Shift+Tab')
  await press('Control+a')
  await type(demoKeys.privateKey)
  await press('Enter')
  await opened('Members')
})

test('by keyboard alone: a member, the pod, and a first note that is read back', async () => {
  await tabTo('Link Ada Lindqvist')
  await press('Enter')
  await ada.page.getByText('Linked. By Ada Lindqvist.').waitFor()
  await tabTo('Go on')
  await press('Enter')
  await opened('Pod on the ticket screen')
  await tabTo('Register the pod')
  await press('Enter')
  await opened('A first note')
  await tabTo('Search tickets')
  await type(ticketId)
  await press('Enter')
  await ada.page.getByRole('article', { name: `Ticket #${ticketId}` }).waitFor()
  await tabTo(`Post the note to #${ticketId}`)
  await press('Enter')
  await ada.page.getByText('ConnectWise is connected, and notes arrive').waitFor()
  await step('A first note').getByText(`Read back in #${ticketId}`).waitFor()
  const [note] = (await notesOf(simulator, ticketId)).filter(({ text }) => text.includes('ref FP-'))
  expect(note).toMatchObject({ author: 'ada', internalAnalysisFlag: true, detailDescriptionFlag: false })
  for (const colorScheme of ['light', 'dark'] as const) {
    await ada.page.emulateMedia({ colorScheme })
    expect(await violationsIn(ada.page.mainFrame())).toEqual([])
  }
})

test('a first case from a ticket, an answer, and its internal note stands in ConnectWise', async () => {
  const full = fullPage(ada.page, { app: '' })
  const room = cockpit(ada.page)
  const sheet = shareSheet(ada.page)
  await ada.page.getByRole('button', { name: 'Start a case' }).click()
  await full.choice(ticketId).click()
  await full.start.click()
  await room.question.waitFor()
  for (let round = 0; round < 2; round++) await room.answer(await room.firstReply())
  await room.share.click()
  await sheet.compose('Ticket notes', 'Detailed')
  await armingTime()
  await sheet.postInternal.click()
  await sheet.posted.waitFor()
  const notes = (await notesOf(simulator, ticketId)).filter(({ text }) => text.includes('ref FP-'))
  expect(notes).toHaveLength(2)
  expect(notes.every(({ author, internalAnalysisFlag }) => author === 'ada' && internalAnalysisFlag)).toBe(
    true,
  )
  expect(ada.troubles).toEqual([])
})
