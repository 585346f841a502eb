import type { Page } from 'playwright-core'

export type PostsPage = ReturnType<typeof postsPage>

/** The page that lists what became of every post. */
export function postsPage(page: Page) {
  const list = (name: 'Needs a decision' | 'Under way' | 'Done') => page.getByRole('region', { name })
  return {
    link: page.getByRole('navigation', { name: 'Cases' }).getByRole('link', { name: /^Posts/ }),
    list,
    filter: (name: 'All' | 'Needs a decision' | 'Under way' | 'Done') =>
      page.getByRole('radiogroup', { name: 'Which posts' }).getByRole('radio', { name }),
    /** The row of a post, by its ticket. */
    row: (ticketId: string) => page.getByRole('listitem').filter({ hasText: `#${ticketId}` }),
    /** Opens and closes it. */
    opener: (ticketId: string) => page.getByRole('button', { name: new RegExp(`on #${ticketId}`) }),
    history: page.getByRole('region', { name: 'History' }).getByRole('listitem'),
    text: page.getByRole('region', { name: 'Text' }),
  }
}
