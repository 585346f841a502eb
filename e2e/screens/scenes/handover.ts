import type { Browser } from 'playwright-core'
import type { Session } from '../../../shared/contracts/sessions.ts'
import { type Api, signIn, workedCase } from '../../api.ts'
import { cockpit } from '../../cockpit.ts'
import { signedInPage } from '../../full-page.ts'
import { type Stage, startDemo } from '../../stage.ts'
import type { Album, Place, Width } from '../album.ts'
import { newPage, podSeat, type Scene, type Seat, withBrowser } from '../scene.ts'

const ticketId = '48288'
const widths: readonly Width[] = [380, 900, '420low', 1440]
const reason = 'The tunnel drops at key renewal on both ends; I may not change the firewall.'

/** A case on its way from one engineer to another, whom the bell tells of it, and what is left of it in the day. */
export const handoverScene: Scene = {
  name: 'handover',
  play: (album) =>
    withBrowser(async (browser) => {
      const stage = await startDemo()
      try {
        const ben = await signIn(stage.app, 'ben@acme.example')
        const { id } = await workedCase(ben, ticketId)
        const seat = await podSeat(browser, stage, ticketId)
        await seat.room.facts.first().waitFor()
        await escalating(album, seat)
        await album.step('whoever is told', () => whoeverIsTold(album, browser, stage, id))
        await album.step('picked up', () => pickedUp(album, browser, stage, seat, id))
        await album.step('closing', () => closing(album, browser, stage, id))
        await album.step('the day', () => theDay(album, browser, stage))
      } finally {
        await stage.stop()
      }
    }),
}

async function escalating(album: Album, { room, frame, place }: Seat): Promise<void> {
  await room.message.fill('/escalate')
  await room.message.press('Enter')
  const sheet = frame.getByRole('dialog', { name: 'Escalate' })
  await sheet.getByText('full', { exact: true }).waitFor()
  await sheet.getByLabel('Reason').fill(reason)
  await album.take('handover', 'escalate', place, { widths })
  await sheet.getByLabel('Reason').press('Control+Enter')
  await sheet.getByText(/Posted .* as note/).waitFor()
  await album.take('handover', 'escalated-and-posted', place, { widths })
  await sheet.getByRole('button', { name: 'Back to the case' }).click()
  await frame.getByText('Waits for somebody of the team').waitFor()
  await album.take('case', 'escalated', place)
}

async function whoeverIsTold(album: Album, browser: Browser, stage: Stage, id: string): Promise<void> {
  const page = await newPage(browser)
  const place: Place = { surface: 'page', page }
  const full = await signedInPage(page, stage, 'cleo@acme.example', '/app/escalations')
  const rows = page.getByRole('list', { name: 'Escalations' })
  await rows.getByRole('button', { name: /^VPN drops/ }).click()
  await rows.getByText(`“${reason}”`).waitFor()
  await album.take('handover', 'queue', place)
  await album.take('handover', 'bell', place, {
    before: async () => {
      await page.getByRole('button', { name: /^Notifications/ }).click()
      await page.getByText('Ben Okafor escalated').first().waitFor()
    },
    after: () => page.keyboard.press('Escape'),
  })
  await full.open(`/app/cases/${id}?pickup=true`)
  await page.getByRole('button', { name: 'Pick up and continue' }).waitFor()
  await album.take('handover', 'briefing', place)
  await page.context().close()
}

async function pickedUp(album: Album, browser: Browser, stage: Stage, ben: Seat, id: string): Promise<void> {
  const cleo = await signIn(stage.app, 'cleo@acme.example')
  await cleo.post(`/ai-sessions/${id}/pickup`, { resume_mode: 'continue' })
  await ben.frame.getByText('Picked up by Cleo', { exact: true }).waitFor()
  await album.take('handover', 'picked-up-by-another', ben.place, { widths })
  const page = await newPage(browser)
  await signedInPage(page, stage, 'cleo@acme.example', `/app/cases/${id}`)
  await cockpit(page).facts.first().waitFor()
  await album.take('handover', 'picked-up', { surface: 'page', page })
  await page.getByRole('button', { name: 'Brief', exact: true }).click()
  await page
    .getByRole('button', { name: /^Confirmed: / })
    .first()
    .waitFor()
  await album.take('handover', 'brief-to-mark', { surface: 'page', page })
  await page.context().close()
}

async function closing(album: Album, browser: Browser, stage: Stage, id: string): Promise<void> {
  const page = await newPage(browser)
  const place: Place = { surface: 'page', page }
  await signedInPage(page, stage, 'cleo@acme.example', `/app/cases/${id}`)
  await page.getByRole('button', { name: 'Close Case' }).click()
  const sheet = page.getByRole('dialog', { name: 'Close Case' })
  await sheet.getByLabel('Resolution').fill('Lifetimes are alike on both ends now.')
  await sheet.getByRole('checkbox', { name: /^Time entry/ }).check()
  await sheet.getByLabel('Work type').selectOption({ index: 1 })
  await album.take('closing', 'before', place)
  await sheet.getByLabel('Resolution').press('Control+Enter')
  await sheet.getByText(/^Posted .* as time entry/).waitFor()
  await album.take('closing', 'filed', place)
  await page.context().close()
}

async function theDay(album: Album, browser: Browser, stage: Stage): Promise<void> {
  const ben = await signIn(stage.app, 'ben@acme.example')
  for (const other of ['48291', '48302']) await workedCase(ben, other)
  await pauseAll(ben)
  const page = await newPage(browser)
  const place: Place = { surface: 'page', page }
  const full = await signedInPage(page, stage, 'ben@acme.example', '/app/day')
  await page.getByRole('main').getByText('#48288').filter({ visible: true }).first().waitFor()
  await album.take('my-day', 'proposed', place)
  await full.open('/app/day?date=2020-01-01')
  await page.getByText('Nothing recorded on this day').waitFor()
  await album.take('my-day', 'empty', place)
  await full.open('/app/history?by_me=escalated')
  await page.getByRole('list', { name: 'Cases' }).getByRole('listitem').first().waitFor()
  await album.take('history', 'i-escalated', place)
  await page.context().close()
}

/** What is put aside ends its time. */
async function pauseAll(api: Api): Promise<void> {
  const { items } = await api.get<{ items: Session[] }>('/ai-sessions?mine=true&status=active')
  for (const { id } of items) await api.post(`/ai-sessions/${id}/pause`)
}
