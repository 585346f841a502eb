import { signIn, workedCase } from '../../api.ts'
import { cockpit } from '../../cockpit.ts'
import { signedInPage } from '../../full-page.ts'
import { shareSheet } from '../../share-sheet.ts'
import { setFault } from '../../simulator.ts'
import { startDemo } from '../../stage.ts'
import type { Place } from '../album.ts'
import { newPage, type Scene, withBrowser } from '../scene.ts'

/** The full page where a case begins: lists, ticket picker, own words; and a case that has no ticket. */
export const withoutTicketScene: Scene = {
  name: 'full-page',
  play: (album) =>
    withBrowser(async (browser) => {
      const stage = await startDemo()
      try {
        const page = await newPage(browser)
        const place: Place = { surface: 'page', page }
        const full = await signedInPage(page, stage, 'ben@acme.example')
        await full.choice('48291').waitFor()
        await album.take('new-case', 'first-visit', place)

        for (const [who, tickets] of [
          ['ben', ['48291', '48288', '48302', '48297']],
          ['cleo', ['48285', '48290', '48314']],
        ] as const) {
          const api = await signIn(stage.app, `${who}@acme.example`)
          for (const ticketId of tickets) await workedCase(api, ticketId)
        }
        await full.cases.getByRole('region', { name: 'Team' }).getByText('#48314').waitFor()
        await album.take('new-case', 'with-cases', place)
        await full.search.fill('vpn')
        await full.choice('48288').waitFor()
        await full.choice('48288').click()
        await page.getByRole('article', { name: 'Ticket #48288' }).waitFor()
        await album.take('new-case', 'ticket-chosen', place)
        await setFault(stage.simulator, { kind: 'unreachable' })
        await full.search.fill('48299')
        await page.getByRole('button', { name: 'Go on with #48299' }).click()
        await page.getByText("You can type the ticket details; we'll fetch the rest later.").waitFor()
        await album.take('new-case', 'connectwise-away', place)
        await full.inOwnWords.click()
        await full.problem.fill('Printer at the front desk prints a blank page after every job')
        await album.take('new-case', 'in-own-words', place)

        await full.start.click()
        const room = cockpit(page)
        await room.question.waitFor()
        await room.answer(await room.firstReply())
        await room.question.waitFor()
        await album.take('case-without-ticket', 'at-work', place)
        await room.say('The test page of the printer itself is blank as well')
        await room.share.and(page.locator(':not([aria-disabled="true"])')).click()
        const share = shareSheet(page)
        await share.compose('Ticket notes', 'Detailed')
        await share.sheet.getByRole('button', { name: 'Copy', exact: true }).waitFor()
        await album.take('case-without-ticket', 'share-ticket-notes', place)
        await share.reader('Client').click()
        await share.sheet.getByRole('button', { name: 'Copy', exact: true }).waitFor()
        await album.take('case-without-ticket', 'share-client', place)
      } finally {
        await stage.stop()
      }
    }),
}
