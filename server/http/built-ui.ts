import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { packageRoot } from '../db/package-root.ts'

const zip = promisify(gzip)
const pageName = 'index.html'
const mostKept = 500
/** Where the UI is built anew beside the running server. */
const lookAgainMs = 250

const mediaTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}
/** Plain segments, none of which begins with a dot. */
const plainPath = /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$/

export type BuiltFile = { type: string; bytes: Buffer; zipped: Buffer | undefined; isHashed: boolean }
/** `build`: another build, another id. */
export type BuiltPage = { html: string; build: string }
export type BuiltUi = {
  /** A file of the built UI, or undefined. Pages are not among them: they need their headers. */
  file(path: string): Promise<BuiltFile | undefined>
  page(): Promise<BuiltPage | undefined>
}

export function createBuiltUi(
  { mayChange }: { mayChange: boolean },
  folder = join(packageRoot(), 'dist', 'pod'),
): BuiltUi {
  const kept = mayChange ? createFollowed(folder) : createFixed(folder)
  return {
    file: async (path) =>
      path.endsWith('.html') || !plainPath.test(path) ? undefined : (await kept(path))?.file,
    page: async () => (await kept(pageName))?.page,
  }
}

type Kept = { file?: BuiltFile; page?: BuiltPage }
type Keeper = (path: string) => Promise<Kept | undefined>

/** The whole build in memory: no request waits for the disk, whoever else does. Tried again until there is a build. */
function createFixed(folder: string): Keeper {
  let reading: Promise<Map<string, Kept>> | undefined
  return async (path) => {
    reading ??= readAll(folder)
    const all = await reading
    if (!all.has(pageName)) reading = undefined
    return all.get(path)
  }
}

async function readAll(folder: string): Promise<Map<string, Kept>> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const all = new Map<string, Kept>()
  for (const name of names.slice(0, mostKept)) {
    const path = name.replaceAll(sep, '/')
    const isFile = (await stat(join(folder, name)).catch(() => undefined))?.isFile()
    const read = isFile ? await readOne(folder, path) : undefined
    if (read) all.set(path, read)
  }
  return all
}

/** What the disk said a moment ago, read again when the file changed. */
function createFollowed(folder: string): Keeper {
  type Known = { kept: Kept | undefined; changedAt: number | undefined; seenAt: number }
  const known = new LRUCache<string, Known>({ max: mostKept })
  return async (path) => {
    const before = known.get(path)
    if (before && Date.now() - before.seenAt < lookAgainMs) return before.kept
    const found = await stat(join(folder, path)).catch(() => undefined)
    const changedAt = found?.isFile() ? found.mtimeMs : undefined
    const isKnown = before !== undefined && before.changedAt === changedAt
    const kept = isKnown ? before.kept : await readOne(folder, path)
    known.set(path, { kept, changedAt, seenAt: Date.now() })
    return kept
  }
}

async function readOne(folder: string, path: string): Promise<Kept | undefined> {
  const type = mediaTypes[extname(path)]
  if (!type && path !== pageName) return undefined
  const bytes = await readFile(join(folder, path)).catch(() => undefined)
  if (!bytes) return undefined
  if (!type) {
    const build = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
    return { page: { html: bytes.toString('utf8'), build } }
  }
  const isText = !type.startsWith('image/png') && !type.startsWith('font/')
  const zipped = isText && bytes.length > 1_000 ? await zip(bytes, { level: 9 }) : undefined
  return { file: { type, bytes, zipped, isHashed: path.startsWith('assets/') } }
}
