import type { Browser, Page } from 'playwright-core'
import type { Session, SessionDetail } from '../../../shared/contracts/sessions.ts'
import { type Api, signIn } from '../../api.ts'
import { cockpit } from '../../cockpit.ts'
import { signedInPage } from '../../full-page.ts'
import { startHeldModel } from '../../panel-model.ts'
import { type Stage, startDemo } from '../../stage.ts'
import type { Album } from '../album.ts'
import { answerWith, newPage, podSeat, type Scene, type Seat, scrollTo, withBrowser } from '../scene.ts'

const ticketId = '48291'
const detailPath = /\/api\/v1\/ai-sessions\/[0-9a-f-]{36}$/
const moreThanFit = 200
/** 300 characters that run from right to left, with a number and Latin words between them. */
const longTitle = 'البريد الوارد من خارج المؤسسة لا يصل إلى مستخدمي Outlook منذ الساعة 16:52 أمس. '
  .repeat(6)
  .slice(0, 300)

/** A case at work, in the pod and on the full page. */
export const caseScene: Scene = {
  name: 'case',
  play: (album) =>
    withBrowser(async (browser) => {
      const model = await startHeldModel()
      const stage = await startDemo(model.env)
      try {
        const ben = await podSeat(browser, stage, ticketId)
        const api = await signIn(stage.app, 'ben@acme.example')
        await atWork(album, ben, model)
        const { items } = await api.get<{ items: Session[] }>(`/ai-sessions?ticket_id=${ticketId}`)
        const id = items[0]?.id ?? ''
        await album.step('menus and editors', () => menusAndEditors(album, ben))
        await album.step('the case on the full page', () => onFullPage(album, browser, stage, id))
        await album.step('states of the case', () => statesOfCase(album, browser, stage, api, id))
        await album.step('full of facts', () => withManyFacts(album, ben, api, id))
        await album.step('server away', () => serverAway(album, ben, stage))
      } finally {
        model.stop()
        await stage.stop()
      }
    }),
}

async function atWork(album: Album, ben: Seat, model: { hold(): void; release(): void }): Promise<void> {
  const { room, place } = ben
  const take = (state: string) => album.take('case', state, place)
  await room.start.click()
  await room.question.waitFor()
  await take('question-asked')
  await room.answer('Yes, too wide')
  await room.facts.filter({ hasText: 'A transport rule matches normal mail' }).waitFor()
  await room.question.waitFor()
  await take('answered')
  model.hold()
  await room.say('Ann found the last mail from outside at 16:52 yesterday, nothing since')
  await room.log.locator('[aria-busy="true"]').filter({ hasText: /\w/ }).waitFor()
  await take('streaming')
  model.release()
  await room.log.locator('[aria-busy="true"]').waitFor({ state: 'detached' })
  await room.answer('Yes, just before')
  await room.field('Hypothesis').filter({ hasText: 'A transport rule is too wide' }).waitFor()
  await room.activeStep.getByRole('checkbox').click()
  await room.steps.getByRole('checkbox', { checked: true }).first().waitFor()
  await take('several-steps-done')
}

async function menusAndEditors(album: Album, ben: Seat): Promise<void> {
  const { room, page, frame, place } = ben
  const close = () => page.keyboard.press('Escape')
  const openMenu = async (name: RegExp, within: typeof room.known) => {
    const button = within.getByRole('button', { name }).first()
    await button.scrollIntoViewIfNeeded()
    await button.click()
    await frame.getByRole('menu').waitFor()
  }
  await album.take('case', 'facts-menu-open', place, {
    before: () => openMenu(/^More for “/, room.known),
    after: close,
  })
  await album.take('case', 'row-menu-open', place, {
    before: () => openMenu(/^More for step/, room.steps),
    after: close,
  })
  await album.take('case', 'header-editor-open', place, {
    before: () => room.field('Hypothesis').click(),
    after: close,
    high: true,
  })
  await album.take('case', 'fact-editor-open', place, {
    before: async () => {
      await room.known.getByRole('button', { name: 'Add fact' }).click()
      await frame.getByLabel('New fact').fill('The firewall was replaced on Tuesday')
    },
    after: close,
  })
  const causes = frame.locator('section', { has: frame.getByRole('heading', { name: /^Causes/ }) })
  await album.take('case', 'causes', place, { before: () => scrollTo(causes.first()) })
}

async function onFullPage(album: Album, browser: Browser, stage: Stage, id: string): Promise<void> {
  for (const [who, state] of [
    ['ben', 'several-steps-done'],
    ['cleo', 'joined'],
    ['vera', 'read-by-a-viewer'],
  ] as const) {
    const page = await newPage(browser)
    await signedInPage(page, stage, `${who}@acme.example`, `/app/cases/${id}`)
    await cockpit(page).facts.first().waitFor()
    await album.take('case', state, { surface: 'page', page })
    await page.context().close()
  }
}

async function statesOfCase(
  album: Album,
  browser: Browser,
  stage: Stage,
  api: Api,
  id: string,
): Promise<void> {
  const act = (name: string, body = {}) => api.post(`/ai-sessions/${id}/${name}`, body)
  const changed = (page: Page) => answerWith(page, detailPath, { title: longTitle })
  const take = (state: string, change: Change) => takeState(album, browser, stage, id, state, change)
  await take('long-title', { shownAs: changed })
  await take('paused', { act: () => act('pause') })
  await act('resume')
  const resolution_summary = 'The rule asks for its words in the subject alone.'
  await take('resolved', { act: () => act('resolve', { resolution_summary }) })
  await act('reopen')
}

/** `shownAs`: what the server says is changed on its way. `act`: done while the case stands in the pod. */
type Change = { shownAs?: (page: Page) => Promise<unknown>; act?: () => Promise<unknown> }

async function takeState(
  album: Album,
  browser: Browser,
  stage: Stage,
  id: string,
  state: string,
  { shownAs, act }: Change,
): Promise<void> {
  const { page, room, place, frame } = await podSeat(browser, stage, ticketId)
  await room.facts.first().waitFor()
  if (shownAs) {
    await shownAs(page)
    await page.reload()
    await room.facts.first().waitFor()
  }
  if (act) {
    await act()
    await frame.getByText(`This case is ${state}`).waitFor()
  }
  await album.take('case', state, place)
  await page.context().close()

  const full = await newPage(browser)
  await shownAs?.(full)
  await signedInPage(full, stage, 'ben@acme.example', `/app/cases/${id}`)
  await cockpit(full).facts.first().waitFor()
  await album.take('case', state, { surface: 'page', page: full })
  await full.context().close()
}

/** As many facts as a case holds. */
async function withManyFacts(album: Album, ben: Seat, api: Api, id: string): Promise<void> {
  let isFull = false
  for (let number = 1; !isFull && number <= moreThanFit; number++) {
    const text = `Mailbox ${number} of the practice was asked: nothing from outside since 16:52`
    const status = (['confirmed', 'ruled_out', 'pending'] as const)[number % 3]
    isFull = (await api.ask('POST', `/ai-sessions/${id}/facts`, { text, status })).status !== 201
  }
  const { facts } = await api.get<SessionDetail>(`/ai-sessions/${id}`)
  await ben.room.facts.filter({ hasText: facts.at(-1)?.text ?? '' }).waitFor()
  await album.take('case', 'full-of-facts', ben.place)
}

async function serverAway(album: Album, ben: Seat, stage: Stage): Promise<void> {
  await ben.room.message.fill('Half a thought about the rule')
  await stage.kill()
  await ben.frame.getByText('No connection to FlowPilot since').waitFor({ timeout: 90_000 })
  await ben.room.message.fill('Half a thought, finished while offline')
  await album.take('case', 'server-away', ben.place)
}
