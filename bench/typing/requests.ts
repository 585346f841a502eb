import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { clickPost, draftUpdate, postIn, signIn, workedCase } from '../../e2e/api.ts'
import { launchBrowser } from '../../e2e/browser.ts'
import { cockpit } from '../../e2e/cockpit.ts'
import { signedInPage } from '../../e2e/full-page.ts'
import { startDemo } from '../../e2e/stage.ts'

/** Requests that a page makes for one thing that a colleague did. */
export type Requests = { fact: number[]; post: number[] }

/** Longer than anything waits before it reads again. */
const quietMs = 3_000

/** A page with a case open, and what it asks the server as a colleague adds a fact and posts an update there. */
export async function countRequests(rounds: number): Promise<Requests> {
  const [stage, browser] = await Promise.all([startDemo({ POST_SETTLE_SECONDS: '1' }), launchBrowser()])
  try {
    const cleo = await signIn(stage.app, 'cleo@acme.example')
    const { id } = await workedCase(await signIn(stage.app, 'ben@acme.example'), '48291')
    const page = await browser.newPage()
    await signedInPage(page, stage, 'ben@acme.example', `/app/cases/${id}`)
    const room = cockpit(page)
    await room.question.waitFor()
    const counted = counter(page)
    const found: Requests = { fact: [], post: [] }
    for (let n = 0; n < rounds; n++) {
      const text = `Mailbox ${n} gets nothing from outside`
      found.fact.push(
        await counted(async () => {
          await cleo.post(`/ai-sessions/${id}/facts`, { text, status: 'confirmed' })
          await room.facts.filter({ hasText: text }).waitFor()
        }),
      )
      const update = await draftUpdate(cleo, id, 'ticket_notes', 'quick')
      found.post.push(
        await counted(async () => {
          await postIn(cleo, (await clickPost(cleo, update, id)).id, 'verified')
        }),
      )
    }
    return found
  } finally {
    await browser.close()
    await stage.stop()
  }
}

/** Beats of presence and the stream itself go on by the clock, whatever happens. */
const byTheClock = /\/(presence|events)(\?|$)/

function counter(page: Page) {
  let count = 0
  page.on('request', (request) => {
    const url = request.url()
    if (url.includes('/api/v1/') && !byTheClock.test(url)) count++
  })
  return async (act: () => Promise<void>): Promise<number> => {
    await sleep(quietMs)
    count = 0
    await act()
    await sleep(quietMs)
    return count
  }
}
