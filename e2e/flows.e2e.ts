import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Session } from '../shared/contracts/sessions.ts'
import { type Api, signIn } from './api.ts'
import { launchBrowser } from './browser.ts'
import { type Cockpit, cockpit } from './cockpit.ts'
import { signedInPage } from './full-page.ts'
import { type Stage, startDemo } from './stage.ts'
import { type Visit, visit, watched } from './visit.ts'

/** Ada imports a flow, Ben works the next case by it with the offline model, Ada watches its way in the tree. */
let stage: Stage
let browser: Browser
let ada: Visit
let ben: Visit
let api: Api
let bensCase: Cockpit
let caseId: string

const flow = (name: string, secondAnswer = 'Nothing goes out') => `
key: fax
name: ${name}
domain: Fax
category: Fax
client_problem: the fax problem
signs: { fax machine: 5, fax: 4 }
start: line
nodes:
  line:
    ask: Does a second fax machine send from this line?
    client: We are checking the telephone line.
    confidence: 20
    options:
      - { label: The other one sends, means: Then the device., to: c-device }
      - { label: ${secondAnswer}, means: Then the line., to: c-line }
    otherwise: c-line
  c-device: { cause: The roller of the device is worn, client: The fax is worn., next: We will replace the fax., confidence: 70, fix: [Replace the roller], verify: Does it send?, not_fixed: c-line }
  c-line: { cause: The line is down, client: The line is down., next: We will call the provider., confidence: 70, fix: [Call the provider], verify: Does it send?, not_fixed: unexplained }
  fixed: { end: fixed, says: It sends again., client: Faxes go out again. }
  unexplained: { end: unexplained, says: Nothing found., client: We are looking further. }
`

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo(), launchBrowser()])
  ;[ada, ben, api] = await Promise.all([
    visit(browser),
    visit(browser),
    signIn(stage.app, 'ben@acme.example'),
  ])
  await signedInPage(ada.page, stage, 'ada@acme.example', '/app/flows')
})
beforeEach(() => watched(() => [ada, ben]))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

const fileNamed = (name: string, text: string) => ({
  name,
  mimeType: 'application/yaml',
  buffer: Buffer.from(text),
})

test('what is wrong in a file stands beside it, and leads to its line', async () => {
  const { page } = ada
  await page.getByRole('button', { name: 'Import' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import a flow' })
  const wrong = flow('Fax does not send').replace('to: c-line }', 'to: nowhere }')
  await dialog.getByLabel('Flow file to read').setInputFiles(fileNamed('fax.yaml', wrong))
  await dialog.getByRole('button', { name: /^Line 16\s*There is no node nowhere/ }).click()
  const marked = await dialog.getByLabel('Text of the flow file').evaluate((area) => {
    const { value, selectionStart, selectionEnd } = area as HTMLTextAreaElement
    return value.slice(selectionStart, selectionEnd)
  })
  expect(marked).toContain('to: nowhere')
  await dialog.getByLabel('Flow file to read').setInputFiles(fileNamed('large.yaml', 'x'.repeat(200_001)))
  await dialog.getByText('a flow file has at most 200 kB').waitFor()
})

test('an admin imports a flow and reads it as a tree, by keys alone too', async () => {
  const { page } = ada
  const dialog = page.getByRole('dialog', { name: 'Import a flow' })
  await dialog.getByLabel('Flow file to read').setInputFiles(fileNamed('fax.yaml', flow('Fax does not send')))
  await dialog.getByText('A new flow, “Fax does not send”, with 5 nodes.').waitFor()
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await page.waitForURL(/\/app\/flows\/fax$/)
  const start = page.getByRole('treeitem', { name: /^Start: Does a second fax machine/ })
  await page.locator('h1:focus').waitFor()
  await start.focus()
  await start.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Cause: The line is down' }).getByText('Call the provider').waitFor()
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain(
    'The line is down',
  )
  await page.getByRole('region', { name: 'Versions' }).getByText('Ada Lindqvist').waitFor()
})

test('it leads the next matching case, which says why', async () => {
  const { id } = await api.post<Session>('/ai-sessions', {
    intake_type: 'free_text',
    intake_content: 'The fax machine of the front desk is dead',
  })
  caseId = id
  const page = await signedInPage(ben.page, stage, 'ben@acme.example', `/app/cases/${caseId}`)
  bensCase = cockpit(page.page)
  await bensCase.question.filter({ hasText: 'Does a second fax machine send from this line?' }).waitFor()
  await bensCase.message.fill('/flow')
  await bensCase.message.press('Enter')
  const sheet = page.page.getByRole('dialog', { name: 'Flow of this case' })
  await sheet.getByText('“fax machine”').waitFor()
  await sheet.getByText('version 1, ours').waitFor()
  await sheet.getByRole('button', { name: 'Close' }).click()
})

test('the tree shows where the case stands, as it goes on, in the version it began with', async () => {
  const { page } = ada
  await page.goto(`${stage.app}/app/flows/fax`)
  await page.getByRole('list', { name: 'Cases in the tree' }).getByText('The fax machine').click()
  const here = page.locator('[role=treeitem][aria-current=step]')
  await here.filter({ hasText: 'Does a second fax machine' }).waitFor()
  const { token } = await signIn(stage.app, 'ada@acme.example')
  const imported = await fetch(`${stage.app}/api/v1/flows/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/yaml' },
    body: flow('Fax, second try', 'No tone at all'),
  })
  expect(imported.status).toBe(201)
  await bensCase.answer('The other one sends')
  await here.filter({ hasText: 'The roller of the device is worn' }).waitFor()
  expect(await here.isVisible()).toBe(true)
  await page
    .getByRole('region', { name: 'How the case came here' })
    .getByText('The other one sends')
    .waitFor()
  await page.getByText('This case keeps version 1; new cases get another one.').waitFor()
  expect(await page.getByRole('treeitem', { name: /Nothing goes out/ }).count()).toBe(1)
})
