import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { until } from '../../e2e/stage.ts'

export type Typed = { keys: number[]; longest: number }

const betweenKeysMs = 30

/** From a key to the frame that shows it, and every task of more than 50 ms; a text, because it runs in a page. */
const watch = `
  window.typed = { keys: [], longest: 0 }
  addEventListener('keydown', ({ timeStamp }) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => typed.keys.push(performance.now() - timeStamp)
      channel.port2.postMessage(null)
    })
  }, true)
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) typed.longest = Math.max(typed.longest, duration)
  }).observe({ type: 'longtask' })`

/** On a machine so many times slower than this one. */
export async function beginWatching(page: Page, slowdown: number): Promise<void> {
  await page.evaluate(watch)
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
}

/** Looked for by the browser alone: a search by roles would itself keep a long page busy. */
const isAnswering = `document.querySelector('[role=log] [aria-busy=true]') !== null`
export const answering = (page: Page) => () => page.evaluate<boolean>(isAnswering)

/** Types while `goesOn`, at least `least` keys. */
export async function type(page: Page, least: number, goesOn: () => Promise<boolean>): Promise<Typed> {
  await page.evaluate('typed = { keys: [], longest: 0 }')
  let pressed = 0
  for (; pressed < least || (await goesOn()); pressed++) {
    await page.keyboard.press(pressed % 6 === 5 ? 'Space' : 'a')
    await sleep(betweenKeysMs)
  }
  await until(async () => (await page.evaluate<number>('typed.keys.length')) >= pressed)
  return page.evaluate<Typed>('typed')
}
