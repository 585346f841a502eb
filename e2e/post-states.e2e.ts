import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { signIn, workedCase } from './api.ts'
import { launchBrowser } from './browser.ts'
import { cockpit } from './cockpit.ts'
import { armingTime, type ShareSheet, shareSheet } from './share-sheet.ts'
import { clearFaults, notesOf, setFault, whenPosted } from './simulator.ts'
import { type Stage, startDemo } from './stage.ts'
import { openTicket, type TicketScreen } from './ticket-screen.ts'
import { type Visit, visit, watched } from './visit.ts'

/** What the engineer sees when ConnectWise does not confirm a note. One second of settling, ten until a person is asked. */
let stage: Stage
let browser: Browser
let ben: Visit

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo({ POST_SETTLE_SECONDS: '1' }), launchBrowser()])
})
beforeEach(async () => {
  ben = await visit(browser)
  watched(() => [ben], 'go')
})
afterEach(() => clearFaults(stage.simulator))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

type Scene = { ticketId: string; screen: TicketScreen; sheet: ShareSheet; before: number }

/** A draft ready to be posted, and a ConnectWise that takes the note, loses the answer and shows no notes. */
async function postIntoTheDark(ticketId: string): Promise<Scene> {
  await workedCase(await signIn(stage.app, 'ben@acme.example'), ticketId)
  const screen = await openTicket(ben.page, stage, ticketId)
  const pod = cockpit(screen.pod)
  const sheet = shareSheet(screen.pod)
  await pod.share.click()
  await sheet.compose('Ticket notes', 'Quick')
  const before = (await notesOf(stage.simulator, ticketId)).length
  await setFault(stage.simulator, { kind: 'reply_lost', match: whenPosted, times: 1 })
  await setFault(stage.simulator, { kind: 'notes_unreadable' })
  await armingTime()
  await sheet.postInternal.click()
  await sheet.sheet.getByText('ConnectWise didn’t answer').waitFor()
  return { ticketId, screen, sheet, before }
}

/** Note that came of it; fails unless there is one. */
async function onlyNewNote({ ticketId, before }: Scene): Promise<string> {
  const notes = await notesOf(stage.simulator, ticketId)
  expect(notes).toHaveLength(before + 1)
  return String(Math.max(...notes.map(({ id }) => id)))
}

test('the answer was lost: it says when it looks again, and “Look now” finds the note', async () => {
  const scene = await postIntoTheDark('48291')
  const { sheet } = scene.sheet
  await sheet.getByText(/Next look/).waitFor()
  await clearFaults(stage.simulator)
  await sheet
    .getByRole('button', { name: 'Look now' })
    .click({ timeout: 2_000 })
    .catch(() => undefined)
  await scene.sheet.posted.waitFor()
  expect(await scene.sheet.posted.innerText()).toContain(await onlyNewNote(scene))
})

test('nobody knows whether it is there: three choices, and the one that would double it is refused', async () => {
  const scene = await postIntoTheDark('48297')
  const { sheet } = scene.sheet
  const [isThere, again, discard] = ['It is there', 'Post again', 'Discard'].map((name) =>
    sheet.getByRole('button', { name, exact: true }),
  )
  await sheet.getByRole('alert').getByText('What becomes of this note?').waitFor({ timeout: 25_000 })
  await sheet.getByText('so nobody knows whether it is there').waitFor()
  for (const choice of [isThere, again, discard]) await choice?.waitFor()
  expect(await isThere?.getAttribute('aria-disabled')).toBe('true')

  await clearFaults(stage.simulator)
  await again?.click()
  const note = await onlyNewNote(scene)
  await sheet.getByText(`It stands in the ticket as note ${note}.`).waitFor()
  await sheet.getByLabel('Number of the note in ConnectWise').fill(note)
  await sheet.getByRole('button', { name: `It is note ${note}` }).click()
  await scene.sheet.posted.waitFor()
  expect(await onlyNewNote(scene)).toBe(note)
  expect(ben.troubles).toEqual([])
})

test('ConnectWise refuses the keys: it waits on hold and says so', async () => {
  await workedCase(await signIn(stage.app, 'ben@acme.example'), '48285')
  const screen = await openTicket(ben.page, stage, '48285')
  const pod = cockpit(screen.pod)
  const sheet = shareSheet(screen.pod)
  const before = (await notesOf(stage.simulator, '48285')).length
  await pod.share.click()
  await sheet.compose('Ticket notes', 'Quick')
  await setFault(stage.simulator, { kind: 'status', status: 401, match: whenPosted })
  await armingTime()
  await sheet.postInternal.click()
  await sheet.sheet.getByText('On hold').waitFor()
  expect(await notesOf(stage.simulator, '48285')).toHaveLength(before)
})
