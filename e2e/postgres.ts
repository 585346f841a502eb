import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeEmptyDatabase } from '../server/testing/database.ts'

const debian = '/usr/lib/postgresql/15/bin'
const user = 'flowpilot'

/** An empty database of Debian's PostgreSQL 15 where it is installed, else one of the run's own server. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  return existsSync(join(debian, 'initdb')) ? startDebians() : makeEmptyDatabase()
}

/** Socket only, in a folder of its own; as `postgres` when we are root, for PostgreSQL refuses root. */
function startDebians(): { url: string; drop(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'flowpilot-pg15-'))
  const data = join(folder, 'data')
  const runner = process.getuid?.() === 0 ? idsOf('postgres') : undefined
  if (runner) chownSync(folder, runner.uid, runner.gid)
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(debian, program), args, {
      ...runner,
      stdio: 'ignore',
      cwd: folder,
      env: { LC_ALL: 'C' },
    })
  run('initdb', '-D', data, '-U', user, '-E', 'UTF8', '--auth=trust', '--no-sync')
  const options = `-k ${folder} -c listen_addresses= -c fsync=off`
  run('pg_ctl', '-D', data, '-w', '-o', options, '-l', join(folder, 'log'), 'start')
  run('createdb', '-h', folder, '-U', user, user)
  return {
    url: `postgres://${user}@localhost/${user}?host=${encodeURIComponent(folder)}`,
    drop: async () => {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function idsOf(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
