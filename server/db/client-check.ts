import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageRoot } from './package-root.ts'
import { StartError } from './start-error.ts'

export async function patchName(): Promise<string> {
  const names = await readdir(join(packageRoot(), 'patches'))
  const name = names.find((each) => each.startsWith('postgres+'))
  if (!name) throw new Error('patches/ has no patch of postgres')
  return name
}

/** File of the client → what stands in it once it is patched, a text for each place of the patch. */
export async function patchedParts(): Promise<Map<string, string[]>> {
  const parts = new Map<string, string[]>()
  let places: string[] = []
  for (const line of (await readFile(join(packageRoot(), 'patches', await patchName()), 'utf8')).split(
    '\n',
  )) {
    const file = /^\+\+\+ b\/node_modules\/postgres\/(.+)$/.exec(line)?.[1]
    if (file) {
      places = []
      parts.set(file, places)
    } else if (line.startsWith('@@')) places.push('')
    else if (places.length > 0 && /^[ +]/.test(line)) places.push(`${places.pop()}${line.slice(1)}\n`)
  }
  return parts
}

/** The files of a client in which the patch is not in place. */
export async function unmendedFiles(client: string): Promise<string[]> {
  const found = await Promise.all(
    [...(await patchedParts())].map(async ([file, places]) => {
      const text = await readFile(join(client, file), 'utf8').catch(() => '')
      return places.every((place) => text.includes(place)) ? [] : [file]
    }),
  )
  return found.flat()
}

/** The built server brings the client that its build mended. From sources, an unmended one is refused. Throws StartError. */
export async function checkClient(loaded = import.meta.resolve('postgres')): Promise<void> {
  if (!import.meta.url.endsWith('.ts')) return
  const client = fileURLToPath(new URL('../', loaded))
  const files = await unmendedFiles(client)
  if (files.length === 0) return
  throw new StartError(
    'client_not_mended',
    `The database client in ${client} is not mended (${files.join(', ')}): when a connection dies, one account ` +
      'could write into another. Run: npx patch-package (npm ci does it, without --ignore-scripts).',
  )
}
