import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'

/** What a page did that nobody should see: uncaught errors, refused policies, dialogs that scripts opened. */
export type Visit = { page: Page; troubles: string[]; close(): Promise<void> }
type Look = { width?: number; height?: number; colorScheme?: 'dark' | 'light' }

/** The browser itself tells of every answer that is not 2xx; those are the server's to test. */
const notOurs = /Failed to load resource|net::ERR_/

/** A person of their own: cookies and storage are shared with no other visit. */
export async function visit(browser: Browser, look: Look = {}): Promise<Visit> {
  const { width = 1440, height = 900, colorScheme = 'dark' } = look
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(20_000)
  const troubles: string[] = []
  const page = await context.newPage()
  context.on('weberror', (error) => troubles.push(String(error.error())))
  context.on('console', (message) => {
    if (message.type() === 'error' && !notOurs.test(message.text())) troubles.push(message.text())
  })
  context.on('dialog', (dialog) => {
    troubles.push(`${dialog.type()}: ${dialog.message()}`)
    void dialog.dismiss()
  })
  return { page, troubles, close: () => context.close() }
}

/** Keeps a picture of each page for whoever asks why the test failed, and says where it is; then they may go. */
export function watched(visits: () => (Visit | undefined)[], after: 'stay' | 'go' = 'stay'): void {
  onTestFinished(async ({ task }) => {
    for (const [at, one] of visits().entries()) {
      if (one && task.result?.state === 'fail') await keepPicture(one, `${task.name} ${at}`)
      if (after === 'go') await one?.close()
    }
  })
}

async function keepPicture({ page, troubles }: Visit, name: string): Promise<void> {
  const folder = join(tmpdir(), 'flowpilot-failures')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name.replace(/[^\w]+/g, '-').slice(0, 100)}.png`)
  await page.screenshot({ path }).catch(() => undefined)
  console.error([`Picture: ${path}`, ...troubles].join('\n  '))
}
