import { pathToFileURL } from 'node:url'
import { copyPublished } from './mended-client.ts'

export type PublishedClient = {
  /** Arguments of Node under which `postgres` is this copy. */
  nodeArgs: string[]
  remove(): Promise<void>
}

/** A process under these arguments uses the client as its authors published it. */
export async function makePublishedClient(): Promise<PublishedClient> {
  const { entry, remove } = await copyPublished()
  const url = JSON.stringify(pathToFileURL(entry).href)
  const hook = `export const resolve = (name, context, next) =>
    name === 'postgres' ? { url: ${url}, shortCircuit: true } : next(name, context)`
  const register = `import { register } from 'node:module'; register(${JSON.stringify(asModule(hook))})`
  return { nodeArgs: ['--import', asModule(register)], remove }
}

const asModule = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`
