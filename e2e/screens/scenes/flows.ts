import type { Browser, Page } from 'playwright-core'
import type { CaseFlow } from '../../../shared/contracts/flows.ts'
import { signIn, workedCase } from '../../api.ts'
import { signedInPage } from '../../full-page.ts'
import { type Stage, startDemo } from '../../stage.ts'
import type { Album, Place } from '../album.ts'
import { newPage, podSeat, type Scene, withBrowser } from '../scene.ts'

const faxFlow = `key: fax
name: Fax does not send
domain: Fax
category: Fax
client_problem: the fax problem
signs: { fax machine: 5, fax: 4 }
start: line
nodes:
  line:
    ask: Does a second fax machine send from this line?
    client: We are checking the telephone line.
    confidence: 20
    options:
      - { label: The other one sends, means: Then the device., to: c-device }
      - { label: Nothing goes out, means: Then the line., to: c-line }
    otherwise: c-line
  c-device: { cause: The roller of the device is worn, client: The fax is worn., next: We will replace the fax., confidence: 70, fix: [Replace the roller], verify: Does it send?, not_fixed: c-line }
  c-line: { cause: The line is down, client: The line is down., next: We will call the provider., confidence: 70, fix: [Call the provider], verify: Does it send?, not_fixed: unexplained }
  fixed: { end: fixed, says: It sends again., client: Faxes go out again. }
  unexplained: { end: unexplained, says: Nothing found., client: We are looking further. }
`
const withFaults = faxFlow
  .replace('to: c-line }', 'to: nowhere }')
  .replace('confidence: 20', 'confidence: 200')
  .replace('means: Then the device., ', '')

/** The flows: their list, one as a tree with a case in it, a file that is read in. */
export const flowsScene: Scene = {
  name: 'flows',
  play: (album) =>
    withBrowser(async (browser) => {
      const stage = await startDemo()
      try {
        const page = await newPage(browser)
        const place: Place = { surface: 'page', page }
        await signedInPage(page, stage, 'ada@acme.example', '/app/flows')
        await page.getByRole('region', { name: 'Shipped' }).getByRole('link').first().waitFor()
        await album.take('flows', 'list', place)
        await album.step('import', () => importing(album, page))
        await album.step('tree', () => tree(album, browser, stage, page))
      } finally {
        await stage.stop()
      }
    }),
}

async function importing(album: Album, page: Page): Promise<void> {
  const place: Place = { surface: 'page', page }
  await page.getByRole('button', { name: 'Import' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import a flow' })
  await album.take('flows', 'import-empty', place, { widths: [1440] })
  const read = (text: string) =>
    dialog
      .getByLabel('Flow file to read')
      .setInputFiles({ name: 'fax.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) })
  await read(withFaults)
  await dialog.getByText(/ faults?$/).waitFor()
  await album.take('flows', 'import-errors', place)
  await read(faxFlow)
  await dialog.getByText('A new flow, “Fax does not send”').waitFor()
  await album.take('flows', 'import-preview', place)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await page.waitForURL(/\/app\/flows\/fax$/)
  await page.getByRole('treeitem').first().waitFor()
  await album.take('flows', 'own-flow', place)
}

async function tree(album: Album, browser: Browser, stage: Stage, page: Page): Promise<void> {
  const place: Place = { surface: 'page', page }
  const ada = await signIn(stage.app, 'ada@acme.example')
  const { id, psa_ticket_id } = await workedCase(ada, '48291')
  const { walks } = await ada.get<CaseFlow>(`/ai-sessions/${id}/flow`)
  await page.goto(`${stage.app}/app/flows/${walks?.key}?case=${id}`)
  await page.locator('[role=treeitem][aria-current=step]').waitFor()
  await album.take('flows', 'tree-with-case', place)
  await page.getByRole('radio', { name: 'Text' }).click()
  await page.getByRole('tree', { name: 'The flow, line by line' }).waitFor()
  await album.take('flows', 'as-text', place)

  const { room, frame, place: pod } = await podSeat(browser, stage, psa_ticket_id ?? '', 'Ada Lindqvist')
  await room.question.waitFor()
  await room.message.fill('/flow')
  await room.message.press('Enter')
  await frame.getByRole('dialog', { name: 'Flow of this case' }).getByRole('button').last().waitFor()
  await album.take('flows', 'of-this-case', pod, { widths: [380, 560, 900, '420low'] })
}
