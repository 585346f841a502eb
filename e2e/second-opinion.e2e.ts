import type { Browser, Frame } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { serveStrictModel } from '../server/testing/strict-model.ts'
import { violationsIn } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { cockpit } from './cockpit.ts'
import { armingTime, type ShareSheet, shareSheet } from './share-sheet.ts'
import { notesOf } from './simulator.ts'
import { type Stage, startDemo, until } from './stage.ts'
import { openTicket } from './ticket-screen.ts'
import { type Visit, visit, watched } from './visit.ts'

const ticketId = '48291'
let opinion: object = { looked: false, doubts: [] }

let model: Awaited<ReturnType<typeof serveStrictModel>>
let stage: Stage
let browser: Browser
let ben: Visit
let sheet: ShareSheet

beforeAll(async () => {
  model = await serveStrictModel({
    says: ({ messages }) => (JSON.stringify(messages).includes('A check is ordered.') ? opinion : undefined),
  })
  const env = { ANTHROPIC_BASE_URL: model.url, ANTHROPIC_API_KEY: 'any-key' }
  ;[stage, browser] = await Promise.all([startDemo(env), launchBrowser()])
  ben = await visit(browser)
})
beforeEach(() => watched(() => [ben]))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
  await model?.stop()
})

const button = (name: string) => sheet.sheet.getByRole('button', { name, exact: true })
const says = (words: string | RegExp) => sheet.sheet.getByText(words)

test('a draft stands without an opinion until somebody asks; where none is given that is all that is said', async () => {
  const screen = await openTicket(ben.page, stage, ticketId)
  const pod = cockpit(screen.pod)
  sheet = shareSheet(screen.pod)
  await pod.start.click()
  await pod.question.waitFor()
  await pod.answer('Yes, too wide')
  await pod.answer('Yes, just before')
  await pod.share.click()
  await sheet.compose('Ticket notes', 'Detailed')
  await button('Second opinion').waitFor()
  expect(model.model.bodies.filter((body) => JSON.stringify(body).includes('A check is ordered.'))).toEqual(
    [],
  )
  await button('Second opinion').focus()
  await ben.page.keyboard.press('Enter')
  await says('No second opinion.').waitFor()
  expect(await sheet.postInternal.getAttribute('aria-disabled')).toBeNull()
})

test('what the model doubts is shown at its sentence in words of its own, and put away by one press', async () => {
  opinion = {
    looked: true,
    doubts: ['s1', 's2'].map((sentence) => ({
      sentence,
      reason: `Not what the record of ${sentence} says.`,
    })),
  }
  await sheet.regenerate.and(sheet.sheet.locator(':not([aria-disabled])')).click()
  await button('Second opinion').click()
  await says('The fast model doubts 2 sentences.').waitFor()
  await button('Show').click()
  await says('The fast model doubts this: Not what the record of s1 says.').waitFor()
  expect(await violationsIn(ben.page.frame({ url: /\/pod\// }) as Frame)).toEqual([])
  await button('Dismiss').click()
  await says('The fast model doubts 1 sentence.').waitFor()
  await ben.page.keyboard.press('Escape')
})

test('the note goes out as it stands, whatever the model doubts', async () => {
  const words = (await sheet.draft.innerText()).split('\n').find((line) => line.length > 20) ?? ''
  await armingTime()
  await sheet.postInternal.click()
  await until(async () =>
    (await notesOf(stage.simulator, ticketId)).some(({ text }) => text.includes(words.slice(2))),
  )
  expect(ben.troubles).toEqual([])
})
