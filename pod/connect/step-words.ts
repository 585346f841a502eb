import type { ConnectModel } from './connect-model.ts'
import type { StepName } from './setup-steps.ts'

export const stepTitles: Record<StepName, string> = {
  site: 'Site',
  keys: 'Keys and rights',
  members: 'Members',
  pod: 'Pod on the ticket screen',
  note: 'A first note',
}

type Told = Pick<ConnectModel, 'connection' | 'setup' | 'test' | 'found' | 'site' | 'standing'>

/** What a step says of itself while it is folded. */
export function stateOf(name: StepName, { connection, setup, test, found, site, standing }: Told): string {
  const is = standing.value[name]
  const known = setup.value
  if (is === 'waits') return 'Later'
  if (name === 'site') {
    if (is !== 'done') return ''
    const { site_url, company_id } = site.values.value
    const host = site_url.replace(/^https?:\/\//, '')
    return `${found.value?.company_name ?? company_id}, ${host}`
  }
  if (name === 'keys') {
    if (connection.value?.health === 'on_hold') return 'ConnectWise refused the keys'
    const lacking =
      test.value?.rights.filter(({ kind, have }) => kind === 'read' && have === 'no').length ?? 0
    if (lacking > 0) return `${count(lacking, 'right is', 'rights are')} missing`
    return is === 'done' ? `The keys work, …${connection.value?.public_key_hint ?? ''}` : ''
  }
  if (!known) return ''
  if (name === 'members') return `${known.people_mapped} of ${count(known.people, 'person', 'people')} mapped`
  if (name === 'pod') return known.pod_registered ? 'Registered' : 'Not there yet'
  if (is === 'done') return `Read back in #${known.note?.ticket_id ?? ''}`
  return known.note ? `Not read back in #${known.note.ticket_id}` : ''
}

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`
