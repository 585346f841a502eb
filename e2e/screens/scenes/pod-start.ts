import { signIn, workedCase } from '../../api.ts'
import { startDemo } from '../../stage.ts'
import { holdAnswers, podSeat, type Scene, withBrowser } from '../scene.ts'

/** The pod before there is a case, led by the offline model. */
export const podStartScene: Scene = {
  name: 'pod-start',
  play: (album) =>
    withBrowser(async (browser) => {
      const stage = await startDemo()
      const take = async (state: string, ticketId: string, wait: RegExp, member?: string) =>
        album.step(state, async () => {
          const { page, frame, place } = await podSeat(browser, stage, ticketId, member)
          await frame.getByText(wait).first().waitFor()
          await album.take('pod-start', state, place)
          await page.context().close()
        })
      try {
        await take('ticket', '48291', /^Start case with ticket/)
        await take('hostile-ticket', '48304', /^Start case with ticket/)
        await workedCase(await signIn(stage.app, 'cleo@acme.example'), '48288')
        await take('case-of-a-colleague', '48288', /^Join Cleo Marchetti.s case/)
        await album.step('no ticket number', async () => {
          const { page, frame, place, room } = await podSeat(browser, stage, '48291')
          await room.start.waitFor()
          // what the ticket screen says of a ticket that was never saved
          await page.evaluate(() => {
            const data = { screenObject: { screen: 'ticket', id: 0, hostedAs: 'pod' } }
            const message = JSON.stringify({ event: 'onLoad', _id: 'unsaved-1', data })
            document.querySelector('iframe')?.contentWindow?.postMessage(message, '*')
          })
          await frame.getByRole('heading', { name: 'This ticket has no number yet' }).waitFor()
          await album.take('pod-start', 'no-ticket-number', place)
        })
        await album.step('loading', async () => {
          const { page, room, screen, frame, place } = await podSeat(browser, stage, '48297')
          await room.start.waitFor()
          const letGo = await holdAnswers(page, /\/psa\/tickets\/\d+/)
          await screen.next()
          const stop = frame.getByRole('button', { name: 'Stop reading' })
          await stop.waitFor()
          await album.take('pod-start', 'loading', place)
          await stop.click()
          await frame.getByLabel('Notes and details of the ticket').waitFor()
          await album.take('pod-start', 'typed-ticket', place)
          letGo()
          await page.context().close()
        })
      } finally {
        await stage.stop()
      }
    }),
}
