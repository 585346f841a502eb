import type { Browser } from 'playwright-core'
import type { PresenceState } from '../../../shared/contracts/presence.ts'
import { type Api, signIn, workedCase } from '../../api.ts'
import { cockpit } from '../../cockpit.ts'
import { signedInPage } from '../../full-page.ts'
import { type Stage, startDemo } from '../../stage.ts'
import type { Album, Width } from '../album.ts'
import { newPage, podSeat, type Scene, withBrowser } from '../scene.ts'

const widths: readonly Width[] = [380, 560, 900, '420low', '1372low', 1440]

/** A colleague in the same case, and cases that were set aside. */
export const twoPeopleScene: Scene = {
  name: 'two-people',
  play: (album) =>
    withBrowser(async (browser) => {
      const stage = await startDemo()
      try {
        const [ben, cleo] = await Promise.all(
          ['ben', 'cleo'].map((name) => signIn(stage.app, `${name}@acme.example`)),
        )
        if (!ben || !cleo) throw new Error('Nobody was signed in')
        const { id } = await workedCase(ben, '48291')
        await album.step('a colleague in the case', () => colleague(album, browser, stage, cleo, id))
        await ben.post(`/ai-sessions/${id}/pause`)
        await album.step('my paused case', () => paused(album, browser, stage, '48291', 'mine', id))
        const theirs = await workedCase(cleo, '48288')
        await cleo.post(`/ai-sessions/${theirs.id}/pause`)
        await album.step("a colleague's paused case", () =>
          paused(album, browser, stage, '48288', 'of-a-colleague', theirs.id),
        )
      } finally {
        await stage.stop()
      }
    }),
}

/** What Cleo does is said anew before each picture: it counts for less time than all of them take. */
async function colleague(album: Album, browser: Browser, stage: Stage, cleo: Api, id: string): Promise<void> {
  const { page, room, place } = await podSeat(browser, stage, '48291')
  await room.question.waitFor()
  const full = await newPage(browser)
  await signedInPage(full, stage, 'ben@acme.example', `/app/cases/${id}`)
  await cockpit(full).question.waitFor()
  const say = (state: PresenceState) => cleo.ask('PUT', `/ai-sessions/${id}/presence`, { state })
  for (const state of ['reading', 'typing'] as const) {
    const before = async () => {
      await say(state)
      for (const each of [room, cockpit(full)])
        await each.present.getByText(`Cleo Marchetti is ${state}`).waitFor()
    }
    await album.take('presence', state, place, { before, widths })
    await album.take('presence', state, { surface: 'page', page: full }, { before, widths })
  }
  await say('gone')
  await page.context().close()
  await full.context().close()
}

async function paused(
  album: Album,
  browser: Browser,
  stage: Stage,
  ticketId: string,
  whose: string,
  id: string,
): Promise<void> {
  const { page, room, frame, place } = await podSeat(browser, stage, ticketId)
  const join = frame.getByRole('button', { name: /^Join / })
  await room.paused.or(join).first().waitFor()
  if (await join.isVisible()) {
    await album.take('paused', `${whose}-before-joining`, place, { widths: [380, 900] })
    await join.click()
    await room.paused.waitFor()
  }
  await album.take('paused', whose, place, { widths })
  const full = await newPage(browser)
  await signedInPage(full, stage, 'ben@acme.example', `/app/cases/${id}`)
  await cockpit(full).paused.waitFor()
  await album.take('paused', whose, { surface: 'page', page: full }, { widths })
  await page.context().close()
  await full.context().close()
}
