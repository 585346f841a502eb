import type { Browser } from 'playwright-core'
import { signIn, workedCase } from '../../api.ts'
import { startHeldModel } from '../../panel-model.ts'
import { armingTime } from '../../share-sheet.ts'
import { clearFaults, type Fault, setFault, whenPosted } from '../../simulator.ts'
import { type Stage, startDemo } from '../../stage.ts'
import type { Album } from '../album.ts'
import { podSeat, type Scene, type Seat, withBrowser } from '../scene.ts'

const settleS = '1'
const decisionMs = 90_000

/** The sheet that writes an update, and what becomes of the post. */
export const shareScene: Scene = {
  name: 'share',
  play: (album) =>
    withBrowser(async (browser) => {
      const model = await startHeldModel()
      const stage = await startDemo({ ...model.env, POST_SETTLE_SECONDS: settleS })
      try {
        const ben = await sharing(browser, stage, '48291')
        await album.step('drafts', () => drafts(album, ben, model))
        await album.step('for the client', () => forTheClient(album, ben))
        await album.step('client reads an internal note', async () => {
          await setFault(stage.simulator, { kind: 'wrong_flags', times: 1 })
          await afterPosting(album, await sharing(browser, stage, '48288'), {
            state: 'client-reads-internal-note',
            words: /The client can read this internal note/,
          })
        })
        await album.step('unknown', () => unknown(album, browser, stage))
        await clearFaults(stage.simulator)
        for (const one of refused) await album.step(one.state, () => refusedPost(album, browser, stage, one))
      } finally {
        model.stop()
        await stage.stop()
      }
    }),
}

/** Ben before the open sheet of a case that has something to share. */
async function sharing(browser: Browser, stage: Stage, ticketId: string): Promise<Seat> {
  await workedCase(await signIn(stage.app, 'ben@acme.example'), ticketId)
  const ben = await podSeat(browser, stage, ticketId)
  await ben.room.share.click()
  await ben.share.sheet.waitFor()
  return ben
}

async function drafts(album: Album, ben: Seat, model: { hold(): void; release(): void }): Promise<void> {
  const { share, place } = ben
  await album.take('share', 'choosing', place)
  model.hold()
  await share.reader('Ticket notes').click()
  await share.sheet.getByRole('button', { name: 'Write it detailed' }).click()
  await share.draft.filter({ hasText: /\w/ }).waitFor()
  await album.take('share', 'writing', place)
  model.release()
  await share.regenerate.waitFor()
  await share.sheet.getByText('Nobody is e-mailed.').waitFor()
  await album.take('share', 'ticket-notes', place)
  await share.reader('E-mail').click()
  await share.sheet.getByText('Nothing is sent from here.').waitFor()
  await album.take('share', 'e-mail', place)
}

async function forTheClient(album: Album, ben: Seat): Promise<void> {
  const { share, place } = ben
  await share.reader('Client').click()
  await share.postForClient.waitFor()
  await share.sheet.getByText(/E-mails |Nobody is e-mailed/).waitFor()
  await album.take('share', 'client', place)
  await album.take('share', 'client-undo', place, {
    before: async () => {
      await armingTime()
      await share.postForClient.click()
      await share.undo.waitFor()
    },
    after: async () => {
      await share.undo.click()
      await share.postForClient.waitFor()
    },
  })
  await share.edit('Hello Ann, your new password is Sunflower!27 and the code is 493021. It works again.')
  await share.sheet.getByText('2 possible secrets.').waitFor()
  await album.take('share', 'client-secret-found', place)
  await share.reader('Ticket notes').click()
  await share.postInternal.waitFor()
  await armingTime()
  await share.postInternal.click()
  await share.posted.waitFor()
  await album.take('share', 'posted', place)
}

type Ending = { state: string; words: RegExp }

async function afterPosting(album: Album, ben: Seat, { state, words }: Ending): Promise<void> {
  const { share, place, page } = ben
  await share.compose('Ticket notes', 'Quick')
  await armingTime()
  await share.postInternal.click()
  await share.sheet.getByText(words).first().waitFor({ timeout: decisionMs })
  await album.take('share', state, place)
  await page.context().close()
}

/** ConnectWise takes the note, loses its answer, and shows no notes: first it is looked for, then somebody is asked. */
async function unknown(album: Album, browser: Browser, stage: Stage): Promise<void> {
  const { share, place } = await sharing(browser, stage, '48297')
  await share.compose('Ticket notes', 'Quick')
  await setFault(stage.simulator, { kind: 'reply_lost', match: whenPosted, times: 1 })
  await setFault(stage.simulator, { kind: 'notes_unreadable' })
  await armingTime()
  await share.postInternal.click()
  await share.sheet.getByText('ConnectWise didn’t answer').waitFor()
  await album.take('share', 'unknown', place, { widths: [420, '420low', 900] })
  await share.sheet
    .getByRole('alert')
    .getByText('What becomes of this note?')
    .waitFor({ timeout: decisionMs })
  await album.take('share', 'asks', place)
}

type Refused = Ending & { ticketId: string; fault: Fault }

/** The last one stops the connection, so it comes last. */
const refused: readonly Refused[] = [
  {
    state: 'failed',
    ticketId: '48302',
    words: /^Not posted/,
    fault: { kind: 'status', status: 422, match: whenPosted, times: 1 },
  },
  {
    state: 'on-hold',
    ticketId: '48285',
    words: /^On hold/,
    fault: { kind: 'status', status: 401, match: whenPosted },
  },
]

async function refusedPost(album: Album, browser: Browser, stage: Stage, one: Refused): Promise<void> {
  const ben = await sharing(browser, stage, one.ticketId)
  await setFault(stage.simulator, one.fault)
  await afterPosting(album, ben, one)
}
