import { execFileSync } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { StartError } from './start-error.ts'

/** Whom PostgreSQL runs as, when not as ourselves. */
export type RunAs = { uid: number; gid: number } | undefined

/** PostgreSQL refuses to run as root, so root lends it to the owner of existing data, else to postgres or nobody. */
export async function chooseUser(clusterDir: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return undefined
  const existing = await stat(clusterDir).catch(() => undefined)
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid }
  const user = lookUp('postgres') ?? lookUp('nobody')
  if (user) return user
  throw new StartError(
    'embedded_no_user',
    'The embedded PostgreSQL cannot run as root, and this system has neither a user postgres nor nobody. ' +
      'Start FlowPilot as an ordinary user, or set DATABASE_URL.',
  )
}

function lookUp(name: string): RunAs {
  const id = (flag: string) =>
    Number(
      execFileSync('id', [flag, name], {
        encoding: 'utf8',
        timeout: 5000,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )
  try {
    const user = { uid: id('-u'), gid: id('-g') }
    return user.uid > 0 ? user : undefined
  } catch {
    return undefined
  }
}
