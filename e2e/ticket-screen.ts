import type { FrameLocator, Page } from 'playwright-core'
import type { Stage } from './stage.ts'

export type Tab = 'Discussion' | 'Internal' | 'Resolution'
export type TicketScreen = ReturnType<typeof ticketScreen>

/** The simulator's ticket screen, signed in there as `member`. */
export async function openTicket(
  page: Page,
  stage: Stage,
  ticketId: string,
  member = 'Ben Okafor',
): Promise<TicketScreen> {
  await page.goto(`${stage.simulator}/v4_6_release/ConnectWise.aspx?routeTo=ServiceFV&recid=${ticketId}`)
  const choice = page.getByRole('button', { name: member })
  await choice
    .or(page.getByRole('button', { name: 'Switch member' }))
    .first()
    .waitFor()
  if (await choice.isVisible()) await choice.click()
  const screen = ticketScreen(page)
  await screen.heading(ticketId).waitFor()
  return screen
}

export function ticketScreen(page: Page) {
  const tab = (name: Tab) => page.getByRole('tab', { name })
  return {
    page,
    pod: page.frameLocator('iframe[title="FlowPilot"]') as FrameLocator,
    heading: (ticketId: string) => page.getByText(`Service Ticket #${ticketId}`).first(),
    next: () => page.getByRole('button', { name: 'Next ticket' }).click(),
    previous: () => page.getByRole('button', { name: 'Previous ticket' }).click(),
    save: () => page.getByRole('button', { name: 'Save', exact: true }).click(),
    summary: page.getByLabel('Summary'),
    messages: page.locator('.message-area'),
    tab,
    /** The notes of one tab, newest as the screen orders them. */
    notes: async (name: Tab) => {
      await tab(name).click()
      return page.locator('article.note')
    },
    /** The dialogue of the client or of the member, typed into the ticket itself. */
    addNote: async (name: Tab, text: string) => {
      await tab(name).click()
      await page.getByLabel('Note text').fill(text)
      await page.getByRole('button', { name: 'Add note' }).click()
    },
    podWidth: (pixels: 380 | 420 | 560 | 900) =>
      page
        .getByLabel('Hosted pods')
        .getByRole('button', { name: String(pixels) })
        .click(),
  }
}
