import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type People, type PersonName, people } from '../../server/testing/people.ts'
import { seedHistory } from '../../server/testing/seed-history.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { pages } from '../screens/pages.tsx'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { showScreen } from '../testing/screen.ts'
import { MetricsPage } from './MetricsPage.tsx'

let world: TestWorld
let who: People
let pods: TestPods
let screen: ReturnType<typeof showScreen>
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
afterEach(() => {
  screen?.leave()
  pods.leave()
})
afterAll(() => world?.stop())

async function open(name: PersonName) {
  const opened = await pods.open(name, { pages })
  screen = showScreen(opened.pod, MetricsPage)
  return opened
}
const wide = { timeout: 20_000 }
function press(words: string) {
  const all = [...document.querySelectorAll<HTMLElement>('button, [role=radio]')]
  const found = all.find(({ textContent }) => textContent?.includes(words))
  if (!found) expect.fail(`there is nothing to press that says ${words}`)
  found.click()
}
const shown = (words: string) => expect.poll(() => screen.text(), wide).toContain(words)

test('with nothing to count it says so, and what the number does not claim', async () => {
  await open('cleo')
  await shown('Nothing to count in these 30 days')
  await shown('This is not "minutes saved"')
})

test('the times stand as numbers and as rows, of the days that are chosen', async () => {
  const seed = seedHistory(world, who)
  await seed.handoff({ made: 2, claimed: true, steps_after_s: [45] })
  await seed.handoff({ made: 3, claimed: true, steps_after_s: [135] })
  await seed.handoff({ made: 20, claimed: false, steps_after_s: [] })
  await open('cleo')
  await shown('3 escalated, 2 picked up, 2 with a step after it')
  await shown('1 min 30 s')
  const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  )
  expect(rows.slice(0, 4)).toEqual([
    ['under 1 min', '', '1'],
    ['1 to 2 min', 'median', '0'],
    ['2 to 3 min', 'p95', '1'],
    ['3 to 5 min', '', '0'],
  ])
  press('7 days')
  await shown('2 escalated, 2 picked up')
})

test('what cannot be read is said with the way on, and read when the line is back', async () => {
  const { to } = await open('ben')
  await shown('picked up')
  await to('mute')
  press('90 days')
  await shown('Try again')
  await to('good')
  await shown('3 escalated, 2 picked up')
})

test('a viewer is told whose they are', async () => {
  await open('vera')
  await shown('Metrics are for engineers')
})
