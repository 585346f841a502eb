import { signIn, workedCase } from '../../api.ts'
import { startPanelStage } from '../../panel-browser.ts'
import { panelScreen, signInAs } from '../../panel-screen.ts'
import { openTicket } from '../../ticket-screen.ts'
import type { Place } from '../album.ts'
import { type Scene, stepLimitMs } from '../scene.ts'

/** The side panel beside a tab: with a ticket, with another product's, with none. */
export const panelScene: Scene = {
  name: 'panel',
  play: async (album) => {
    const [stage, browser] = await startPanelStage()
    try {
      await workedCase(await signIn(stage.app, 'ben@acme.example'), '48297')
      const tab = await openTicket(await browser.context.newPage(), stage, '48291')
      const { page } = await browser.openOn(tab.page)
      page.setDefaultTimeout(stepLimitMs)
      const panel = panelScreen(page)
      const place: Place = { surface: 'panel', page }
      const take = (state: string) => album.take('panel', state, place)
      await panel.signIn.waitFor()
      await take('sign-in')
      await signInAs(panel, browser.context, stage, 'ben@acme.example')
      await panel.start.waitFor()
      await take('ticket')
      await panel.start.click()
      await panel.question.waitFor()
      await panel.answer('Yes, too wide')
      await panel.question.waitFor()
      await take('case')
      await panel.answer('Yes, just before')
      await panel.share.click()
      await panel.sheet.compose('Ticket notes', 'Detailed')
      await take('share')
      await panel.sheet.close()

      await panel.keep.click()
      await tab.next()
      await panel.otherTicket.waitFor()
      await take('kept-beside-another-ticket')
      await panel.switchToTab.click()
      await tab.page.goto('data:text/html,<title>Docs</title><h1>No ticket here</h1>')
      await panel.newCase.waitFor()
      await page
        .getByRole('button', { name: /#48297/ })
        .first()
        .waitFor()
      await page.getByRole('option').first().waitFor()
      await take('start')
      for (const [name, heading] of [
        ['Where am I needed', 'Where am I needed'],
        ['Case history', 'Case history'],
        ['Posts', 'Posts'],
        ['Flows', 'Shipped'],
      ] as const)
        await album.step(`panel, ${name}`, async () => {
          await panel.menu(name)
          await page.getByRole('heading', { name: heading }).first().waitFor()
          await take(name.toLowerCase().replaceAll(' ', '-'))
        })
      await album.step('panel, palette', async () => {
        await page.keyboard.press('Control+k')
        await page.getByRole('combobox', { name: 'What to do, or a case' }).waitFor()
        await take('palette')
        await page.keyboard.press('Escape')
      })
      await album.step('panel, server away', async () => {
        await stage.kill()
        await page.getByText('No connection to FlowPilot since').first().waitFor()
        await take('server-away')
      })
    } finally {
      await browser.close()
      await stage.stop()
    }
  },
}
