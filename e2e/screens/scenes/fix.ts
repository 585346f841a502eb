import type { Browser } from 'playwright-core'
import { signIn } from '../../api.ts'
import { cockpit } from '../../cockpit.ts'
import { signedInPage } from '../../full-page.ts'
import { type Stage, startDemo } from '../../stage.ts'
import type { Album, Width } from '../album.ts'
import { newPage, podSeat, type Scene, type Seat, scrollTo, withBrowser } from '../scene.ts'

const widths: readonly Width[] = [380, 560, 900, '420low', '1372low', 1440]
const ticketId = '48291'

/** The suggested fix from its proposal to what came of it. */
export const fixScene: Scene = {
  name: 'fix',
  play: (album) =>
    withBrowser(async (browser) => {
      const stage = await startDemo()
      try {
        const ben = await podSeat(browser, stage, ticketId)
        await untilProposed(ben)
        const take = await taker(album, browser, stage, ben)
        await take('proposed')
        await ben.room.fix.getByRole('button', { name: 'Apply' }).click()
        await ben.room.fix.getByText('applied').waitFor()
        await take('verifying')
        await ben.room.say('it works now')
        const notYet = ben.room.fix.getByRole('button', { name: 'Not yet' })
        await notYet.waitFor()
        await take('outcome-proposed')
        await notYet.click()
        const partly = ben.room.fix.getByRole('button', { name: 'Partly…' })
        const writeNotes = async () => {
          if (await partly.isVisible()) await partly.click()
          const notes = ben.frame.getByLabel('What works and what does not')
          await notes.fill('Mail of the front desk arrives, the shared mailbox gets none')
        }
        // another layout begins with an empty form
        await album.take('fix', 'partly-asked', ben.place, {
          before: writeNotes,
          widths: [380, 900, '420low'],
        })
        await partly.waitFor()
        await writeNotes()
        await ben.frame.getByRole('button', { name: 'Works in part' }).click()
        await ben.room.fix.getByText('in part', { exact: false }).first().waitFor()
        await take('partly')
        await ben.room.answer('No, still the same')
        await album.take('fix', 'failed', ben.place, { widths })
      } finally {
        await stage.stop()
      }
    }),
}

async function untilProposed({ room }: Seat): Promise<void> {
  await room.start.click()
  await room.question.waitFor()
  for (const words of ['Yes, too wide', 'Yes, just before']) await room.answer(words)
  await room.fix.getByRole('button', { name: 'Apply' }).waitFor()
}

/** Takes a state in the pod and in a tab. */
async function taker(album: Album, browser: Browser, stage: Stage, ben: Seat) {
  const api = await signIn(stage.app, 'ben@acme.example')
  const { items } = await api.get<{ items: { id: string }[] }>(`/ai-sessions?ticket_id=${ticketId}`)
  const page = await newPage(browser)
  await signedInPage(page, stage, 'ben@acme.example', `/app/cases/${items[0]?.id}`)
  await cockpit(page).fix.waitFor()
  return async (state: string) => {
    await album.take('fix', state, ben.place, {
      before: () => scrollTo(ben.room.fix),
      widths,
    })
    await album.take('fix', state, { surface: 'page', page }, { widths })
  }
}
