import type { Page } from 'playwright-core'
import type { Stage } from './stage.ts'

export type FullPage = ReturnType<typeof fullPage>

export function fullPage(page: Page, stage: Pick<Stage, 'app'>) {
  const email = page.getByLabel('E-mail', { exact: true })
  const password = page.getByLabel('Password')
  const signIn = page.getByRole('button', { name: 'Sign in' })
  const cases = page.getByRole('navigation', { name: 'Cases' })
  return {
    page,
    open: (path = '/app') => page.goto(`${stage.app}${path}`),
    signIn: async (who: string, words = 'flowpilot-demo') => {
      await email.fill(who)
      await password.fill(words)
      await signIn.click()
    },
    signInButton: signIn,
    email,
    cases,
    newCase: cases.getByRole('link', { name: 'New Case' }),
    menu: async (item: string) => {
      await cases.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: item }).click()
    },
    fromTicket: page.getByRole('radio', { name: 'From a ticket' }),
    inOwnWords: page.getByRole('radio', { name: 'In your own words' }),
    search: page.getByRole('combobox', { name: 'Search tickets by number or words' }),
    choice: (ticketId: string) => page.getByRole('option').filter({ hasText: `#${ticketId}` }),
    problem: page.getByLabel('What is the problem'),
    start: page.getByRole('button', { name: /^Start case/ }),
  }
}

/** Signed in as this person and on this page. */
export async function signedInPage(
  page: Page,
  stage: Pick<Stage, 'app'>,
  email: string,
  path = '/app',
): Promise<FullPage> {
  const full = fullPage(page, stage)
  await full.open(path)
  await full.signIn(email)
  await full.cases.waitFor()
  return full
}
