import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { patchName } from './client-check.ts'
import { packageRoot } from './package-root.ts'

export type ClientCopy = {
  /** What `import 'postgres'` is to load. */
  entry: string
  remove(): Promise<void>
}

/** A copy of the installed client with our patch, whether it was installed with it or not. Throws where it does not fit. */
export const copyMended = (from?: string) => copyClient([], from)

/** A copy with our patch taken back: what its authors published. */
export const copyPublished = (from?: string) => copyClient(['--reverse'], from)

async function copyClient(how: string[], installed = installedClient()): Promise<ClientCopy> {
  const root = packageRoot()
  const folder = await mkdtemp(join(tmpdir(), 'flowpilot-client-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const client = join(folder, 'node_modules', 'postgres')
  try {
    const patch = await patchName()
    await cp(installed, client, { recursive: true })
    await mkdir(join(folder, 'patches'))
    await cp(join(root, 'patches', patch), join(folder, 'patches', patch))
    await writeFile(join(folder, 'package.json'), '{"name": "client", "version": "1.0.0"}')
    // another version of the client is a warning to patch-package, and to us an error
    const patchPackage = join(root, 'node_modules', 'patch-package', 'index.js')
    const args = [patchPackage, ...how, '--error-on-fail', '--error-on-warn']
    await promisify(execFile)(process.execPath, args, { cwd: folder, timeout: 60_000 })
  } catch (error) {
    await remove()
    const { stderr = '', message } = error as Error & { stderr?: string }
    throw new Error(
      `patches/ does not fit the installed postgres; see docs/database.md. ${stderr || message}`,
    )
  }
  return { entry: join(client, 'src', 'index.js'), remove }
}

export const installedClient = () => join(packageRoot(), 'node_modules', 'postgres')
