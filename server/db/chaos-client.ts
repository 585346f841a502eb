import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { packageRoot } from './package-root.ts'

export type PublishedClient = {
  /** Arguments of Node under which `postgres` is this copy. */
  nodeArgs: string[]
  remove(): Promise<void>
}

/** A copy of the installed client with our patch taken back: what its authors published. */
export async function makePublishedClient(): Promise<PublishedClient> {
  const root = packageRoot()
  const folder = await mkdtemp(join(tmpdir(), 'flowpilot-client-'))
  const client = join(folder, 'node_modules', 'postgres')
  await cp(join(root, 'node_modules', 'postgres'), client, { recursive: true })
  await cp(join(root, 'patches'), join(folder, 'patches'), { recursive: true })
  await writeFile(join(folder, 'package.json'), '{"name": "client", "version": "1.0.0"}')
  const patchPackage = join(root, 'node_modules', 'patch-package', 'index.js')
  await promisify(execFile)(process.execPath, [patchPackage, '--reverse', '--error-on-fail'], { cwd: folder })
  const entry = pathToFileURL(join(client, 'src', 'index.js')).href
  const hook = `export const resolve = (name, context, next) =>
    name === 'postgres' ? { url: ${JSON.stringify(entry)}, shortCircuit: true } : next(name, context)`
  const register = `import { register } from 'node:module'; register(${JSON.stringify(asModule(hook))})`
  return {
    nodeArgs: ['--import', asModule(register)],
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

const asModule = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`
