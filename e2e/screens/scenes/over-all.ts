import type { Browser } from 'playwright-core'
import { signIn, workedCase } from '../../api.ts'
import { cockpit } from '../../cockpit.ts'
import { signedInPage } from '../../full-page.ts'
import { clearFaults, setFault } from '../../simulator.ts'
import { type Stage, startDemo } from '../../stage.ts'
import type { Album, Place, Width } from '../album.ts'
import { newPage, podSeat, type Scene, type Seat, withBrowser } from '../scene.ts'

const widths: readonly Width[] = [380, 560, 900, '420low', 1440]

/** What opens over a running case: palette, shortcuts, slash list, the sheet of its ticket. */
export const overAllScene: Scene = {
  name: 'over-all',
  play: (album) =>
    withBrowser(async (browser) => {
      const stage = await startDemo()
      try {
        const ben = await signIn(stage.app, 'ben@acme.example')
        const { id } = await workedCase(ben, '48291')
        const pod = await podSeat(browser, stage, '48291')
        await pod.room.question.waitFor()
        await album.step('palette and shortcuts', () => byKeys(album, pod))
        await album.step('on the page', () => onPage(album, browser, stage, id))
        await album.step('the ticket', () => theTicket(album, pod))
        await album.step('a ticket that was never read', () => neverRead(album, browser, stage))
      } finally {
        await stage.stop()
      }
    }),
}

async function byKeys(album: Album, { page, frame, room, place }: Seat): Promise<void> {
  await room.message.fill('/')
  await frame.getByRole('listbox').getByRole('option').first().waitFor()
  await album.take('over-all', 'slash-list', place, { widths })
  await room.message.fill('')
  await page.keyboard.press('Control+k')
  const typed = frame.getByRole('combobox', { name: 'What to do, or a case' })
  await typed.waitFor()
  await album.take('over-all', 'palette', place, { widths })
  await typed.fill('qqq')
  await frame.getByText('Nothing begins with “qqq”.').waitFor()
  await album.take('over-all', 'palette-nothing', place, { widths: [380, '420low'] })
  await page.keyboard.press('Escape')
  await room.question.click()
  await page.keyboard.press('?')
  await frame.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await album.take('over-all', 'shortcuts', place, { widths })
  await page.keyboard.press('Escape')
}

async function onPage(album: Album, browser: Browser, stage: Stage, id: string): Promise<void> {
  const page = await newPage(browser)
  const place: Place = { surface: 'page', page }
  await signedInPage(page, stage, 'ben@acme.example', `/app/cases/${id}`)
  await cockpit(page).question.waitFor()
  await page.keyboard.press('Control+k')
  const typed = page.getByRole('combobox', { name: 'What to do, or a case' })
  await typed.fill('ma')
  await page.getByRole('option').filter({ hasText: '#48291' }).first().waitFor()
  await album.take('over-all', 'palette-results', place, { widths })
  await page.keyboard.press('Escape')
  await page.getByRole('heading').first().click()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await album.take('over-all', 'shortcuts', place, { widths })
  await page.keyboard.press('Escape')
  await command(cockpit(page), '/ticket')
  await page.getByRole('dialog', { name: 'Ticket' }).getByText('Related tickets').waitFor()
  await album.take('ticket-sheet', 'read', place)
  await page.context().close()
}

async function command({ message }: Seat['room'], words: string): Promise<void> {
  await message.fill(words)
  await message.press('Enter')
}

async function theTicket(album: Album, { frame, room, place }: Seat): Promise<void> {
  await command(room, '/ticket')
  const sheet = frame.getByRole('dialog', { name: 'Ticket' })
  // a pod is told of no other tickets
  await sheet.getByText('Read from ConnectWise at').waitFor()
  await album.take('ticket-sheet', 'read', place, { widths })
}

/** A case from when ConnectWise was away, and still is. */
async function neverRead(album: Album, browser: Browser, stage: Stage): Promise<void> {
  await setFault(stage.simulator, { kind: 'unreachable' })
  const ben = await signIn(stage.app, 'ben@acme.example')
  const { id } = await ben.post<{ id: string }>('/ai-sessions', {
    intake_type: 'psa_ticket',
    psa_ticket_id: '48299',
  })
  const page = await newPage(browser)
  const place: Place = { surface: 'page', page }
  await signedInPage(page, stage, 'ben@acme.example', `/app/cases/${id}`)
  await command(cockpit(page), '/ticket')
  const sheet = page.getByRole('dialog', { name: 'Ticket' })
  await sheet.getByText('was not read yet.').waitFor()
  await album.take('ticket-sheet', 'never-read', place)
  await sheet.getByRole('button', { name: 'Refresh from ConnectWise' }).click()
  await sheet.getByRole('alert').waitFor()
  await album.take('ticket-sheet', 'connectwise-away', place)
  await clearFaults(stage.simulator)
}
