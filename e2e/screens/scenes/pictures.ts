import type { Locator } from 'playwright-core'
import { plainPicture } from '../../../server/testing/pictures.ts'
import type { Session } from '../../../shared/contracts/sessions.ts'
import { signIn } from '../../api.ts'
import { cockpit } from '../../cockpit.ts'
import { signedInPage } from '../../full-page.ts'
import { startDemo } from '../../stage.ts'
import type { Album, Width } from '../album.ts'
import { newPage, podSeat, type Scene, type Seat, withBrowser } from '../scene.ts'

const widths: readonly Width[] = [380, 560, 900, '420low']
const ticketId = '48291'

/** Screenshots in a message: attached, refused, sent, opened. */
export const picturesScene: Scene = {
  name: 'pictures',
  play: (album) =>
    withBrowser(async (browser) => {
      const stage = await startDemo()
      try {
        const ben = await podSeat(browser, stage, ticketId)
        await inComposer(album, ben)
        const api = await signIn(stage.app, 'ben@acme.example')
        const { items } = await api.get<{ items: Session[] }>(`/ai-sessions?ticket_id=${ticketId}`)
        const page = await newPage(browser)
        await signedInPage(page, stage, 'ben@acme.example', `/app/cases/${items[0]?.id}`)
        await drawn(cockpit(page).log)
        await album.take('pictures', 'sent', { surface: 'page', page })
      } finally {
        await stage.stop()
      }
    }),
}

const drawn = (log: Locator) =>
  log
    .getByRole('button', { name: /^Screenshot by Ben, / })
    .locator('img')
    .last()
    .waitFor()

async function inComposer(album: Album, ben: Seat): Promise<void> {
  const { room, frame, page, place } = ben
  await room.start.click()
  await room.question.waitFor()
  await frame.getByRole('button', { name: 'Attach pictures' }).waitFor()
  const input = frame.locator('input[type=file]')
  const screenshot = async (width: number, height: number) => ({
    name: `screen-${width}.png`,
    mimeType: 'image/png',
    buffer: await plainPicture({ width, height }).png().toBuffer(),
  })
  await input.setInputFiles([await screenshot(320, 160), await screenshot(200, 400)])
  await room.message.fill('This is what the sender sees')
  await frame.getByRole('button', { name: 'Remove picture 2' }).waitFor()
  await album.take('pictures', 'attached', place, { widths })
  await input.setInputFiles({ name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-') })
  await frame.getByText('“plan.pdf” is not taken').waitFor()
  await album.take('pictures', 'refused', place, { widths })
  await room.send()
  await drawn(room.log)
  await room.log.getByText('I cannot look at pictures').waitFor()
  await album.take('pictures', 'sent', place, { widths })
  await frame
    .getByRole('button', { name: /^Screenshot by Ben, / })
    .first()
    .click()
  await frame.getByRole('dialog').getByRole('img').waitFor()
  await album.take('pictures', 'opened', place, { widths })
  await page.keyboard.press('Escape')
}
