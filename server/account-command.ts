import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { accountKey } from '../shared/contracts/accounts.ts'
import { filledText } from '../shared/contracts/common.ts'
import { newPerson } from '../shared/contracts/people.ts'
import { domainName } from '../shared/contracts/sign-in.ts'
import { Problem } from '../shared/problems.ts'
import { type Config, publicUrl, readConfig, WrongSettings } from './config.ts'
import { connectDatabase, type Database } from './db/connect.ts'
import { StartError } from './db/start-error.ts'
import { createLog } from './log.ts'
import { inviteOwner, listAccounts, openAccount, retireDemo } from './people/operator.ts'
import { allowPasswords, claimDomain, releaseDomain } from './sign-in/operator-acts.ts'
import { linkAddress, type MadeLink } from './sign-in/password-link.ts'

const usage = `npm run account -- create --key acme --name "Acme MSP" --email ada@acme.example --owner "Ada Lindqvist"
    makes an account and prints a one-time link with which its owner chooses a password
npm run account -- invite --key acme --email ada@acme.example --owner "Ada Lindqvist"
    prints a new link for an owner of the account, who is made new where nobody has the address
npm run account -- list
    accounts, their people and owners
npm run account -- claim --key acme --domain acme.example
    your word that an e-mail domain is the account's, in place of a TXT record
npm run account -- release --key acme --domain acme.example
    takes the domain from the account, so that another one can prove it
npm run account -- allow-passwords --key acme
    the way back for an account that takes no passwords and whose provider lets nobody in
npm run account -- retire-demo
    switches off the demo's people, whose password everybody knows`

/** The command was written in a way that cannot be meant. */
class WrongCommand extends Error {}

type Given = {
  key?: string | undefined
  name?: string | undefined
  email?: string | undefined
  owner?: string | undefined
  domain?: string | undefined
}
type Place = { db: Database; config: Config }

const owner = v.pick(newPerson, ['name', 'email'])
const newAccount = v.object({ key: accountKey, name: filledText(100) })
const domainOfAccount = v.object({ key: accountKey, domain: domainName })

const commands: Record<string, (place: Place, given: Given) => Promise<string>> = {
  create: async ({ db, config }, given) => {
    const account = read(newAccount, given)
    const person = read(owner, { name: given.owner, email: given.email }, { name: 'owner' })
    const link = await openAccount({ db }, account, person)
    return `Account ${account.key} is there. ${linkWords(config, person.email, link)}`
  },
  invite: async ({ db, config }, given) => {
    const { key } = read(v.pick(newAccount, ['key']), given)
    const person = read(owner, { name: given.owner, email: given.email }, { name: 'owner' })
    return linkWords(config, person.email, await inviteOwner({ db }, key, person))
  },
  list: async ({ db }) => {
    const accounts = await listAccounts({ db })
    const lines = accounts.map(
      ({ key, name, people, owners }) =>
        `${key.padEnd(20)} ${name}, ${people} ${people === 1 ? 'person' : 'people'}; ${owners.length > 0 ? `owner ${owners.join(', ')}` : 'no owner'}`,
    )
    return lines.length > 0 ? lines.join('\n') : 'There is no account yet.'
  },
  claim: async ({ db }, given) => {
    const { key, domain } = read(domainOfAccount, given)
    await claimDomain({ db }, key, domain)
    return `${domain} is the domain of ${key}.`
  },
  release: async ({ db }, given) => {
    const { key, domain } = read(domainOfAccount, given)
    await releaseDomain({ db }, key, domain)
    return `${domain} is nobody's domain any more.`
  },
  'allow-passwords': async ({ db }, given) => {
    const { key } = read(v.pick(newAccount, ['key']), given)
    await allowPasswords({ db }, key)
    return `${key} takes passwords again.`
  },
  'retire-demo': async ({ db }) => {
    const count = await retireDemo({ db })
    return count > 0
      ? `Switched off of the demo’s people: ${count}.`
      : 'Nobody of the demo’s people is switched on.'
  },
}

await main().catch((error: unknown) => {
  const isExpected =
    error instanceof WrongSettings ||
    error instanceof StartError ||
    error instanceof Problem ||
    error instanceof WrongCommand
  console.error(isExpected ? error.message : error)
  process.exitCode = error instanceof WrongCommand ? 2 : 1
})

async function main(): Promise<void> {
  const { command, given } = readCommand()
  const config = readConfig()
  const log = createLog({ ...config, LOG_LEVEL: 'warn' })
  const db = await connectDatabase({
    databaseUrl: config.DATABASE_URL,
    listenUrl: config.DATABASE_LISTEN_URL,
    adminUrl: config.DATABASE_ADMIN_URL,
    dataDir: config.DATA_DIR,
    poolSize: 2,
    log,
    production: config.NODE_ENV === 'production',
  })
  try {
    console.log(await command({ db, config }, given))
  } finally {
    await db.stop()
  }
}

function readCommand(): { command: (place: Place, given: Given) => Promise<string>; given: Given } {
  const text = { type: 'string' } as const
  const options = { key: text, name: text, email: text, owner: text, domain: text }
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options })
    const command = positionals.length === 1 ? commands[positionals[0] ?? ''] : undefined
    if (command) return { command, given: values }
  } catch {
    // an option that is none: said below
  }
  throw new WrongCommand(usage)
}

/** `names`: what a field is called on the command line. */
function read<S extends v.GenericSchema>(
  schema: S,
  given: Record<string, unknown>,
  names: Record<string, string> = {},
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, given)
  if (parsed.success) return parsed.output
  const lines = parsed.issues.map((issue) => {
    const field = v.getDotPath(issue) ?? ''
    const says = given[field] === undefined ? 'is missing' : issue.message
    return `  --${names[field] ?? field}: ${says}`
  })
  throw new WrongCommand(`${lines.join('\n')}\n\n${usage}`)
}

function linkWords(config: Config, email: string, { token, expires_at }: MadeLink): string {
  const until = `${expires_at.slice(0, 16).replace('T', ' ')} UTC`
  return `A link for ${email}, to be used once until ${until}:\n${linkAddress(publicUrl(config), token)}`
}
