import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Frame } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong in this frame, one line each: rule, how bad, where. */
export async function violationsIn(frame: Frame): Promise<string[]> {
  // evaluated, not added as a script: our policy would not let it in
  await frame.evaluate(`${source}; undefined`)
  const found = (await frame.evaluate(`axe.run(document, { resultTypes: ['violations'] })`)) as AxeResults
  return found.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact}) ${target.join(' ')}: ${failureSummary}`),
  )
}
