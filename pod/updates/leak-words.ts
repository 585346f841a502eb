import type { Leak } from '../../shared/contracts/updates.ts'
import { plural } from '../ui/when.ts'
import type { ListedLeak } from './leaks.ts'

const ofKind: Record<Leak['kind'], string> = {
  secret: 'secret',
  address: 'internal address',
  host: 'host name',
  jargon: 'technical word',
  internal: 'internal words',
  name: 'name',
  link: 'foreign link',
  blame: 'sounds like blame',
}
const ofCode: Record<string, string> = {
  ip_address: 'network address',
  mac_address: 'hardware address',
  path: 'folder of a machine',
  registry_key: 'registry key',
  email: 'mailbox of a colleague',
  internal_domain: 'internal domain',
  command: 'command',
  error_code: 'error code',
  note_words: 'words of an internal note',
  fact_words: 'words of an internal fact',
  colleague: 'name of a colleague',
  member: 'name in ConnectWise',
  other_client: 'another client',
  foreign_email: 'foreign mailbox',
}

/** What the words are: "password", "host name", "words of an internal note". */
export const leakWords = ({ kind, what }: Leak): string =>
  kind === 'secret' ? what : (ofCode[what] ?? ofKind[kind])

const isSecret = ({ leak }: ListedLeak) => leak.kind === 'secret'

export const countWords = (rows: readonly ListedLeak[]): string =>
  rows.every(isSecret)
    ? plural(rows.length, 'One possible secret', `${rows.length} possible secrets`)
    : plural(
        rows.length,
        'One thing to look at before the client reads this',
        `${rows.length} things to look at before the client reads this`,
      )

/** Why it cannot be posted. */
export function openWords(leaks: readonly Leak[]): string {
  const count = leaks.length
  return leaks.every(({ kind }) => kind === 'secret')
    ? plural(count, 'A possible secret is open.', `${count} possible secrets are open.`)
    : plural(count, 'One thing to look at is open.', `${count} things to look at are open.`)
}
