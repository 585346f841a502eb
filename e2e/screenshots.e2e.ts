import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { plainPicture } from '../server/testing/pictures.ts'
import type { Session, SessionDetail } from '../shared/contracts/sessions.ts'
import { type Api, signIn } from './api.ts'
import { launchBrowser } from './browser.ts'
import { type Cockpit, cockpit, type Room } from './cockpit.ts'
import { signedInPage } from './full-page.ts'
import { type Stage, startDemo } from './stage.ts'
import { openTicket } from './ticket-screen.ts'
import { type Visit, visit, watched } from './visit.ts'

/** Ben sends a screenshot in the pod; Cleo sees it on the full page; Zed, of another account, does not. */
let stage: Stage
let browser: Browser
let ben: Visit
let cleo: Visit
let pod: Cockpit
let room: Room
let api: Api
let caseId: string
let base64: string

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo(), launchBrowser()])
  ;[ben, cleo, api] = await Promise.all([
    visit(browser),
    visit(browser),
    signIn(stage.app, 'ben@acme.example'),
  ])
  base64 = (await plainPicture({ width: 320, height: 160 }).png().toBuffer()).toString('base64')
  room = (await openTicket(ben.page, stage, '48291')).pod
  pod = cockpit(room)
  await pod.start.click()
  await pod.question.waitFor()
  const { items } = await api.get<{ items: Session[] }>('/ai-sessions?ticket_id=48291')
  caseId = items[0]?.id ?? ''
})
beforeEach(() => watched(() => [ben, cleo]))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

/** As the browser hands over what stands on the clipboard, or what was dragged here. */
const hand = (cockpit: Cockpit, how: 'paste' | 'drop', file: { name: string; type: string }) =>
  cockpit.message.evaluate(
    (area, { how, file, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], file.name, { type: file.type }))
      const options = { bubbles: true, cancelable: true }
      area.dispatchEvent(
        how === 'paste'
          ? new ClipboardEvent('paste', { ...options, clipboardData: data })
          : new DragEvent('drop', { ...options, dataTransfer: data }),
      )
    },
    { how, file, base64 },
  )
const png = { name: 'screen.png', type: 'image/png' }
const attached = () => room.getByRole('list', { name: 'Pictures of this message' }).getByRole('listitem')
const shown = (at: Room) => at.getByRole('button', { name: /^Screenshot by Ben, / })
const isDrawn = (button: ReturnType<typeof shown>) =>
  button.locator('img').evaluate((img) => (img as HTMLImageElement).naturalWidth)

test('pictures are pasted, dropped and taken away again; what is none is refused at once', async () => {
  await room.getByRole('button', { name: 'Attach pictures' }).waitFor()
  await hand(pod, 'paste', png)
  await hand(pod, 'drop', png)
  await expect.poll(() => attached().count()).toBe(2)
  await room.getByRole('button', { name: 'Remove picture 2' }).click()
  await expect.poll(() => attached().count()).toBe(1)
  await hand(pod, 'drop', { name: 'plan.pdf', type: 'application/pdf' })
  await room.getByText('“plan.pdf” is not taken').waitFor()
  expect(await attached().count()).toBe(1)
})

test('one goes out with the words, is in the log, and opens large', async () => {
  await pod.say('This is what it shows')
  await expect.poll(() => attached().count()).toBe(0)
  const thumb = shown(room)
  await thumb.waitFor()
  await expect.poll(() => isDrawn(thumb)).toBe(320)
  await pod.log.getByText('I cannot look at pictures').waitFor()
  await thumb.press('Enter')
  await room.getByRole('dialog').getByRole('img').waitFor()
  await room.getByRole('button', { name: 'Close', exact: true }).click()
  await room.getByRole('dialog').waitFor({ state: 'detached' })
})

test('it is there after a reload, and for a colleague', async () => {
  await ben.page.reload()
  await shown(room).waitFor()
  await expect.poll(() => isDrawn(shown(room))).toBe(320)
  const page = await signedInPage(cleo.page, stage, 'cleo@acme.example')
  await page.cases.getByRole('link', { name: /Mail from outside not arriving/ }).click()
  await shown(cleo.page).waitFor()
  await expect.poll(() => isDrawn(shown(cleo.page))).toBe(320)
})

test('an arrow up in the empty composer brings back what one said', async () => {
  await pod.message.press('ArrowUp')
  await expect.poll(() => pod.message.inputValue()).toBe('This is what it shows')
  await pod.message.press('ArrowDown')
  await expect.poll(() => pod.message.inputValue()).toBe('')
})

test('nobody of another account gets it', async () => {
  const { steps } = await api.get<SessionDetail>(`/ai-sessions/${caseId}`)
  const image = steps.flatMap(({ images }) => images)[0]
  const zed = await signIn(stage.app, 'zed@zedit.example')
  const path = `/ai-sessions/${caseId}/images/${image?.id}`
  expect((await zed.ask('GET', path)).status).toBe(404)
})
