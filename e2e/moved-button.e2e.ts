import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { onMoved } from '../pod/updates/on-moved.ts'
import { launchBrowser } from './browser.ts'

/** What tells that a button moved, in a page of its own: it rests on the browser's layout alone. */
let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 600, height: 400 } })
})
afterAll(() => browser?.close())

beforeEach(async () => {
  await page.evaluate('window.unwatch?.()')
  await page.setContent(`
    <div id="over" style="height: 20px"></div>
    <div id="scroll" style="height: 120px; overflow: auto">
      <div style="height: 40px"></div>
      <button id="post" style="display: block; width: 120px; height: 28px">Post</button>
      <div style="height: 400px"></div>
    </div>`)
  await page.evaluate(`
    const lookAgainMs = 10
    window.moves = 0
    window.unwatch = (${onMoved.toString()})(document.querySelector('#post'), () => window.moves++)`)
  await frames()
})

/** So many drawn frames that every observer has been asked. */
const frames = () =>
  page.evaluate(async () => {
    for (let n = 0; n < 6; n++) await new Promise(requestAnimationFrame)
  })
const moves = () => page.evaluate('window.moves') as Promise<number>
const style = (id: string, name: string, value: string) =>
  page.evaluate(`document.querySelector('#${id}').style.setProperty('${name}', '${value}')`)

test.each([
  ['pushed down by two pixels', () => style('over', 'height', '22px')],
  ['pulled up', () => style('over', 'height', '0')],
  ['moved aside by a transform', () => style('post', 'transform', 'translateX(9px)')],
  ['made wider', () => style('post', 'width', '150px')],
  ['scrolled', () => page.evaluate('document.querySelector("#scroll").scrollTop = 15')],
  ['scrolled half out of sight', () => page.evaluate('document.querySelector("#scroll").scrollTop = 54')],
])('%s, it moved, and again the next time', async (_, change) => {
  expect(await moves()).toBe(0)
  await change()
  await expect.poll(moves).toBeGreaterThan(0)
  await frames()
  const before = await moves()
  await style('over', 'height', '60px')
  await expect.poll(moves).toBeGreaterThan(before)
})

test('what is half out of sight, or comes into sight, is watched too', async () => {
  await page.evaluate('document.querySelector("#scroll").scrollTop = 300')
  await frames()
  const hidden = await moves()
  await page.evaluate('document.querySelector("#scroll").scrollTop = 54')
  await expect.poll(moves).toBeGreaterThan(hidden)
  await frames()
  const half = await moves()
  await style('over', 'height', '23px')
  await expect.poll(moves).toBeGreaterThan(half)
})

test('while it stands still nothing is told and nothing measured', async () => {
  await page.evaluate(`
    window.measured = 0
    const measure = Element.prototype.getBoundingClientRect
    Element.prototype.getBoundingClientRect = function () { window.measured++; return measure.call(this) }`)
  for (let n = 0; n < 5; n++) await frames()
  expect(await moves()).toBe(0)
  expect(await page.evaluate('window.measured')).toBe(0)
})

test('after the end it tells nothing', async () => {
  await page.evaluate('window.unwatch()')
  await style('over', 'height', '90px')
  await frames()
  expect(await moves()).toBe(0)
})
