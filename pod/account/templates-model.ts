import type { CommunicationTemplates } from '../../shared/contracts/communication-templates.ts'
import { bodyOf } from '../line/api.ts'
import type { Pod } from '../pod.ts'
import { createChosenValues } from './chosen-values.ts'

/** How updates are worded, as it stands, and what is chosen here but not saved yet. */
export function createTemplatesModel({ api, live }: Pick<Pod, 'api' | 'live'>) {
  const templates = api.client.accounts.me['communication-templates']
  const values = createChosenValues<CommunicationTemplates>({
    read: () => bodyOf(templates.$get()),
    write: (json) => bodyOf(templates.$patch({ json })),
  })
  return {
    ...values,
    follow: () => {
      void values.load()
      return live.follow(['preferences.changed'], values.load, { when: ({ user_id }) => user_id === null })
    },
  }
}
