import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Session, SessionDetail } from '../shared/contracts/sessions.ts'
import { type Api, signIn, workedCase } from './api.ts'
import { cockpit } from './cockpit.ts'
import { type PanelBrowser, startPanelStage, ticketButton } from './panel-browser.ts'
import { type HeldModel, startHeldModel } from './panel-model.ts'
import { badgeOf, type PanelScreen, panelScreen, signInAs, wholeAnswer } from './panel-screen.ts'
import { armingTime } from './share-sheet.ts'
import { mailsOf, notesOf } from './simulator.ts'
import { type Stage, until } from './stage.ts'
import { openTicket, type TicketScreen } from './ticket-screen.ts'
import { type Visit, watched } from './visit.ts'

const mail = '48291'
const vpn = '48288'
const printer = '48297'
/** From one place to the other, and from a press to what it brings. */
const atOnceMs = 1_000

let model: HeldModel
let stage: Stage
let browser: PanelBrowser
let ben: Visit
let panel: PanelScreen
let api: Api
let first: TicketScreen
let second: TicketScreen

/** Ben beside two tickets in two tabs, with a case of his open on a third. */
beforeAll(async () => {
  model = await startHeldModel()
  ;[stage, browser] = await startPanelStage(model.env)
  api = await signIn(stage.app, 'ben@acme.example')
  await workedCase(api, printer)
  const tab = async (ticketId: string) => openTicket(await browser.context.newPage(), stage, ticketId)
  first = await tab(mail)
  second = await tab(vpn)
})
beforeEach(() => watched(() => [ben]))
afterEach(() => model?.release())
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
  model?.stop()
})

test('the button on the ticket page lies on nothing of the pod', async () => {
  await first.page.bringToFront()
  const frame = first.page.locator('iframe[title="FlowPilot"]')
  await frame.waitFor()
  await until(async () => {
    const [at, pod] = [await ticketButton(first.page), await frame.boundingBox()]
    return at !== null && pod !== null && (at.x < pod.x || at.y < pod.y)
  })
})

test('a press on the ticket page opens the panel; Ben signs in on the page of his server', async () => {
  ben = await browser.openOn(first.page)
  panel = panelScreen(ben.page)
  await panel.page.getByRole('heading', { name: `ConnectWise #${mail}` }).waitFor()
  await signInAs(panel, browser.context, stage, 'ben@acme.example')
  await panel.about(mail)
  expect(await panel.start.innerText()).toContain(`Start case with ticket #${mail}`)
  await panel.live.waitFor()
})

test('it names the ticket of the tab in view at once, also the next ticket within a tab', async () => {
  await second.page.bringToFront()
  await panel.about(vpn, atOnceMs)
  await second.next()
  await panel.notAbout(vpn, atOnceMs)
  await second.previous()
  await panel.about(vpn, atOnceMs)
  await first.page.bringToFront()
  await panel.about(mail, atOnceMs)

  await first.page.goto('data:text/html,<title>Docs</title><h1>No ticket here</h1>')
  await panel.newCase.waitFor()
  await panel.page.getByRole('button', { name: /#48297/ }).waitFor()
  await badgeOf(panel.page, 'FlowPilot', '')
  await first.page.goBack()
  await panel.about(mail)
  await first.page.reload()
  await panel.about(mail)
})

test('the badge tells a ticket from none, and my open case from no case', async () => {
  const third = await openTicket(await browser.context.newPage(), stage, printer)
  await badgeOf(panel.page, `FlowPilot: your case on ticket #${printer}`, '●')
  await badgeOf(panel.page, `FlowPilot: ticket #${mail}`, '•')
  await third.page.close()
})

test('a case worked in the panel is live in the pod of the same ticket, and the other way round', async () => {
  await first.page.bringToFront()
  await panel.about(mail)
  await panel.start.click()
  await panel.question.waitFor()
  const pod = cockpit(first.pod)
  await pod.question.waitFor()
  await panel.answer('Yes, too wide')
  await pod.facts.filter({ hasText: 'A transport rule matches normal mail' }).waitFor()

  await panel.say('Ann found the last mail from outside at 16:52 yesterday')
  await panel.log.getByText('Ann found the last mail').waitFor()
  await pod.log.getByText('Ann found the last mail').waitFor({ timeout: atOnceMs })
  await pod.setField('Device', 'CD-EDGE-01')
  await panel.field('Device').filter({ hasText: 'CD-EDGE-01' }).waitFor({ timeout: atOnceMs })
})

test('it posts: one internal note, and one for the client after it was taken back once', async () => {
  const before = (await notesOf(stage.simulator, mail)).length
  const { sheet } = panel
  const newest = async () => (await notesOf(stage.simulator, mail)).slice(before)
  await panel.share.click()
  await sheet.compose('Ticket notes', 'Detailed')
  await armingTime()
  await sheet.postInternal.click()
  await sheet.posted.waitFor()
  expect(await newest()).toMatchObject([{ author: 'ben', internalAnalysisFlag: true }])
  expect(await mailsOf(stage.simulator, mail)).toEqual([])

  await sheet.reader('Client').click()
  await sheet.postForClient.waitFor()
  await armingTime()
  await sheet.postForClient.click()
  await sheet.undo.click()
  await sheet.postForClient.waitFor()
  expect(await newest()).toHaveLength(1)
  await armingTime()
  await sheet.postForClient.click()
  await sheet.undo.waitFor()
  await sheet.posted.waitFor()
  expect((await newest()).map(({ internalAnalysisFlag }) => internalAnalysisFlag).toSorted()).toEqual([
    false,
    true,
  ])
  await sheet.close()
})

test('an answer goes on while Ben looks at another tab, and is whole when he is back', async () => {
  model.hold()
  await panel.say('Only the accounting mailbox still gets mail')
  await panel.written.waitFor()
  await second.page.bringToFront()
  await panel.about(vpn)
  model.release()
  const session = (await api.get<{ items: Session[] }>(`/ai-sessions?ticket_id=${mail}`)).items[0]
  await until(async () => !(await api.get<SessionDetail>(`/ai-sessions/${session?.id}`)).turn_running)
  await first.page.bringToFront()
  await wholeAnswer(panel, api, session?.id ?? '', 'Only the accounting mailbox still gets mail')
  expect(await panel.log.getByText('Only the accounting mailbox still gets mail').count()).toBe(1)
})

test('each case has its own unsent text, however fast the tabs change', async () => {
  const third = await openTicket(await browser.context.newPage(), stage, printer)
  await panel.about(printer)
  await panel.message.fill('Half a thought about the printer')
  await first.page.bringToFront()
  await panel.about(mail)
  await panel.message.fill('Half a thought about the mail')
  await third.page.bringToFront()
  await panel.about(printer)
  expect(await panel.message.inputValue()).toBe('Half a thought about the printer')
  await second.page.bringToFront()
  await panel.about(vpn)
  const words = panel.page.getByLabel('Or describe the problem yourself')
  expect(await words.inputValue()).toBe('')
  await words.fill('Words for the VPN')
  await panel.page.reload()
  await panel.about(vpn)
  await until(async () => (await words.inputValue()) === 'Words for the VPN')
  await first.page.bringToFront()
  await panel.about(mail)
  await until(async () => (await panel.message.inputValue()) === 'Half a thought about the mail')
  await third.page.close()
})

test('a kept case stays while the tabs change, and offers the ticket of the tab', async () => {
  await panel.keep.click()
  await second.page.bringToFront()
  await panel.otherTicket.getByText(`#${vpn}`).waitFor()
  await panel.about(mail)
  await panel.page.reload()
  await panel.otherTicket.getByText(`#${vpn}`).waitFor()
  await first.page.bringToFront()
  await panel.otherTicket.waitFor({ state: 'detached' })
  await second.page.bringToFront()
  await panel.switchToTab.click()
  await panel.about(vpn)
  await panel.otherTicket.waitFor({ state: 'detached' })
  expect(ben.troubles).toEqual([])
})
