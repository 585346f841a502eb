import type { Flow } from '../../shared/contracts/flows.ts'
import type { Ticket } from '../../shared/contracts/tickets.ts'
import { clientWordings } from '../flows/client-wordings.ts'
import type { Lists } from './find-spots.ts'
import type { CaseWords } from './queries.ts'
import { spaced } from './words.ts'

const mostWordsOfTheirs = 20_000

/** What of a case's rows counts for the check, by the flow that leads and by who posts the text. */
export function listsOf(known: CaseWords, flow: Flow | undefined, userId: string): Lists {
  const { ticket, notes, people, members, facts } = known
  const mayBeNamed = new Set([userId, ...known.workers])
  const others = members.filter(({ user_id }) => !mayBeNamed.has(user_id))
  const own = people.find(({ id }) => id === userId)
  const signs = [
    ...people.filter(({ id }) => mayBeNamed.has(id)),
    ...members.filter(({ user_id }) => mayBeNamed.has(user_id)),
  ].map(({ name }) => name)
  const ofClient = clientNames(known.client_name, ticket)
  const isOurs = (name: string) => !signs.includes(name) && !ofClient.some((one) => same(one, name))
  const domain = ({ email }: { email: string | null }) => email?.split('@')[1]?.toLowerCase() ?? null
  const ours = [...known.domains, ...people.map(domain)].filter((one) => one !== null)
  const mails = mailsOf(ticket)
  return {
    names: {
      colleagues: [
        ...people.map(({ name }) => name),
        ...others.map(({ name }) => name),
        ...notes.filter(({ by_client }) => !by_client).map(({ author }) => author),
        ...(ticket?.resources ?? []),
        ticket?.owner ?? '',
      ].filter((name) => name !== '' && isOurs(name)),
      members: others.map(({ identifier }) => identifier),
      other_clients: known.clients.filter((name) => !isPartOf(name, [...ofClient, known.account_name])),
      machines: [
        ...(ticket?.configurations ?? []).map(({ name, type }) => ({ name, type })),
        ...(known.asset_name ? [{ name: known.asset_name, type: null }] : []),
      ],
    },
    places: {
      own: [...ours, ...mails.map((email) => domain({ email })).filter((one) => one !== null)],
      mailboxes: [...mails, ...(own?.email ? [own.email.toLowerCase()] : [])],
      ours,
    },
    internal: {
      notes: notes.filter(({ internal, by_client }) => internal && !by_client).map(({ text }) => text),
      facts: facts.filter(({ label }) => label === 'internal').map(({ text }) => text),
      allowed: flow ? saidBy(flow) : '',
    },
    theirs: spaced(
      [...ofClient, ...notes.filter(({ by_client }) => by_client).map(({ text }) => text)].join(' . '),
      mostWordsOfTheirs,
    ),
  }
}

const said = new WeakMap<Flow, string>()

/** What a flow says to clients; it is the same object from case to case. */
function saidBy(flow: Flow): string {
  const words = said.get(flow) ?? spaced(clientWordings(flow).join(' '), mostWordsOfTheirs)
  said.set(flow, words)
  return words
}

const same = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase()

const clientNames = (header: string | null, ticket: Ticket | null): string[] =>
  [header, ticket?.company?.name, ticket?.contact?.name, ticket?.contact?.first_name].filter(
    (name): name is string => Boolean(name),
  )

/** "Contoso" beside "Contoso Dental" is the same client. */
function isPartOf(name: string, names: readonly string[]): boolean {
  const words = spaced(name, mostWordsOfTheirs)
  return names.some((one) => {
    const other = spaced(one, mostWordsOfTheirs)
    return other.includes(words) || words.includes(other)
  })
}

const mailsOf = (ticket: Ticket | null): string[] =>
  [ticket?.contact?.email, ticket?.emails.contact, ...(ticket?.emails.cc ?? [])]
    .filter((mail): mail is string => Boolean(mail))
    .map((mail) => mail.toLowerCase())
