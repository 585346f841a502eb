import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Post } from '../shared/contracts/posts.ts'
import { type Api, clickPost, draftUpdate, postIn, signIn, workedCase } from './api.ts'
import { violationsIn } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { signedInPage } from './full-page.ts'
import { type PostsPage, postsPage } from './posts-page.ts'
import { clearFaults, notesTagged, setFault, whenPosted } from './simulator.ts'
import { type Stage, startDemo, until } from './stage.ts'
import { type Visit, visit, watched } from './visit.ts'

/** The account's posts in the tab. Three seconds of settling: time to see that a post is in doubt. */
let stage: Stage
let browser: Browser
let ben: Api

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo({ POST_SETTLE_SECONDS: '3' }), launchBrowser()])
  ben = await signIn(stage.app, 'ben@acme.example')
})
afterEach(() => clearFaults(stage.simulator))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

async function pageOf(
  email: string,
  look: { colorScheme?: 'light' } = {},
): Promise<Visit & { posts: PostsPage }> {
  const one = await visit(browser, look)
  watched(() => [one], 'go')
  await signedInPage(one.page, stage, email, '/app/posts')
  return { ...one, posts: postsPage(one.page) }
}

async function click(ticketId: string): Promise<Post> {
  const { id } = await workedCase(ben, ticketId)
  return clickPost(ben, await draftUpdate(ben, id, 'ticket_notes', 'quick'), id)
}

/** ConnectWise takes the note, loses its answer, and shows no notes. */
async function clickIntoTheDark(ticketId: string): Promise<Post> {
  await setFault(stage.simulator, { kind: 'reply_lost', match: whenPosted, times: 1 })
  await setFault(stage.simulator, { kind: 'notes_unreadable' })
  return click(ticketId)
}

test('an empty page says what will stand there; a post in doubt comes, is found, and tells its history', async () => {
  const { page, posts, troubles } = await pageOf('ben@acme.example')
  await page.getByRole('heading', { name: 'Nothing was posted yet' }).waitFor()

  const post = await clickIntoTheDark('48291')
  const doubted = posts.list('Under way').getByText('#48291')
  await doubted.waitFor()
  await posts
    .row('48291')
    .getByText(/Next look \d|Looking now/)
    .last()
    .waitFor()
  expect(await posts.row('48291').innerText()).not.toContain('Posted')
  await clearFaults(stage.simulator)
  await posts.list('Done').getByText('#48291').waitFor()
  await postIn(ben, post.id, 'verified')
  const { psa_id, tag } = await ben.get<Post>(`/posts/${post.id}`)
  expect(await notesTagged(stage.simulator, '48291', tag ?? '')).toBe(1)
  await posts.row('48291').getByText(`note ${psa_id}`).waitFor()

  const opener = posts.opener('48291')
  expect(await opener.getAttribute('aria-label')).toMatch(/^Posted, Internal note on #48291, Ben Okafor, /)
  await opener.focus()
  await page.keyboard.press('Enter')
  await posts.text.getByText(`ref FP-${tag}`).waitFor()
  await posts.history.first().waitFor()
  const told = await posts.history.allInnerTexts()
  expect(told[0]).toContain('Ben Okafor clicked Post, for an internal note')
  expect(told.join('\n')).toContain('No clear answer')
  expect(told.at(-1)).toContain(`Found in the ticket as note ${psa_id}`)
  expect(told.join('\n')).not.toMatch(/[a-z]_[a-z]/)
  expect(await violationsIn(page.mainFrame())).toEqual([])

  await page.keyboard.press('Enter')
  await posts.text.waitFor({ state: 'detached' })
  await posts.row('48291').getByRole('link', { name: '#48291' }).click()
  await page.waitForURL(/\/app\/cases\//)
  expect(troubles).toEqual([])
})

test('an internal note that the client can read is said so, counted, and decided from the page', async () => {
  await setFault(stage.simulator, { kind: 'wrong_flags', times: 1 })
  const post = await click('48288')
  await postIn(ben, post.id, 'needs_human')
  const { page, posts, troubles } = await pageOf('ben@acme.example', { colorScheme: 'light' })
  await posts.link.getByText('1 need somebody').waitFor()
  await posts.filter('Needs a decision').click()
  await posts.row('48288').getByText('Client can read it').waitFor()
  expect(await posts.row('48291').count()).toBe(0)
  await posts.opener('48288').click()
  await page.getByText('The client can read this internal note').waitFor()
  await page.getByText('client can read it', { exact: true }).waitFor()
  await posts.history.last().getByText('Read back: the client can read note').waitFor()
  expect(await violationsIn(page.mainFrame())).toEqual([])

  await page.getByRole('button', { name: /^It is note \d+$/ }).click()
  await page.getByText('Nothing needs anybody.').waitFor()
  await posts.link.getByText('need somebody').waitFor({ state: 'detached' })
  await posts.filter('Done').click()
  await posts
    .row('48288')
    .getByText(/Ben Okafor said that it is note \d+\. The client can read it\./)
    .waitFor()
  expect(await posts.row('48288').innerText()).not.toContain('Posted')
  expect(troubles).toEqual([])
})

test('ConnectWise asks to wait: page and case say until when, then it is sent and they say no more', async () => {
  const { page, posts, troubles } = await pageOf('ben@acme.example')
  await setFault(stage.simulator, {
    kind: 'status',
    status: 429,
    retry_after: 12,
    match: whenPosted,
    times: 1,
  })
  const post = await click('48290')
  const notice = page.getByRole('status').filter({ hasText: 'ConnectWise asked us to wait' })
  await notice.getByText(/Posts wait and go out by themselves\. Next try \d\d:\d\d:\d\d\./).waitFor()
  await posts.list('Under way').getByText('Waits to be sent').waitFor()
  await posts.row('48290').getByRole('link', { name: '#48290' }).click()
  await page.getByRole('region', { name: 'Posts on their way' }).filter({ has: notice }).waitFor()
  await page.getByRole('button', { name: 'Show what waits' }).click()
  await page.getByText('Waits to be sent as an internal note').waitFor()
  await page.getByRole('button', { name: 'Take back', exact: true }).waitFor()
  await postIn(ben, post.id, 'verified')
  await notice.waitFor({ state: 'detached', timeout: 20_000 })
  expect(troubles).toEqual([])
})

test('more than a page: older ones come on a press, and none twice', async () => {
  const { page, posts } = await pageOf('ben@acme.example')
  // two to a page, so that there are older ones
  await page.route('**/api/v1/posts?*', (route) =>
    route.continue({ url: route.request().url().replace('limit=25', 'limit=2') }),
  )
  await page.reload()
  const notes = posts.list('Done').getByRole('button', { name: /^note \d+$/ })
  await until(async () => (await notes.count()) === 2)
  await posts.list('Done').getByRole('button', { name: 'Show older' }).click()
  await until(async () => (await notes.count()) > 2)
  const names = await notes.allInnerTexts()
  expect(new Set(names).size).toBe(names.length)
  await posts.list('Done').getByRole('button', { name: 'Show older' }).waitFor({ state: 'detached' })
})

// last: while notes cannot be read the circuit breaker may open, and it holds what comes after
test('Vera reads all of it and is offered no decision', async () => {
  await setFault(stage.simulator, { kind: 'status', status: 422, match: whenPosted, times: 1 })
  await postIn(ben, (await click('48302')).id, 'rejected')
  const dark = await clickIntoTheDark('48297')
  const vera = await pageOf('vera@acme.example')
  await vera.posts.list('Under way').getByText('#48297').waitFor()
  for (const ticketId of ['48302', '48297']) {
    await vera.posts.opener(ticketId).click()
    await vera.posts.row(ticketId).getByRole('region', { name: 'Text' }).getByText('ref FP-').waitFor()
    const names = await vera.posts.row(ticketId).getByRole('button').allInnerTexts()
    expect(names.filter((name) => /Retry|Discard|Look now|Post again|It is/.test(name))).toEqual([])
  }
  await clearFaults(stage.simulator)
  await postIn(ben, dark.id, 'verified')
  await vera.posts.list('Done').getByText('#48297').waitFor()
  expect(vera.troubles).toEqual([])
})
