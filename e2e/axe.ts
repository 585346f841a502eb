import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Frame } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong in this frame, one line each: rule, how bad, where. */
export async function violationsIn(frame: Frame, options: RunOptions = {}): Promise<string[]> {
  // evaluated, not added as a script: our policy would not let it in
  if (!(await frame.evaluate<boolean>(`'axe' in window`))) await frame.evaluate(`${source}; undefined`)
  const asked = JSON.stringify({ resultTypes: ['violations'], ...options })
  const found = (await frame.evaluate(`axe.run(document, ${asked})`)) as AxeResults
  return found.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact}) ${target.join(' ')}: ${failureSummary}`),
  )
}

/** The same in dark and in light, where nothing but colours differs. Leaves it dark. */
export async function violationsInBothSchemes(frame: Frame): Promise<string[]> {
  const page = frame.page()
  await page.emulateMedia({ colorScheme: 'light' })
  const inLight = await violationsIn(frame, { runOnly: ['color-contrast'] })
  await page.emulateMedia({ colorScheme: 'dark' })
  return [...(await violationsIn(frame)), ...inLight.map((found) => `light: ${found}`)]
}
