import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { packageRoot } from '../db/package-root.ts'

const zip = promisify(gzip)
const builtUi = () => join(packageRoot(), 'dist', 'pod')

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
const kept = new Map<string, BuiltFile & { changedAt: number }>()

/** A file of the built UI, or undefined. Pages are not among them: they need their headers. */
export async function builtFile(path: string, folder = builtUi()): Promise<BuiltFile | undefined> {
  const type = mediaTypes[extname(path)]
  if (!type || !plainPath.test(path)) return undefined
  const full = join(folder, path)
  const found = await stat(full).catch(() => undefined)
  if (!found?.isFile()) return undefined
  const known = kept.get(full)
  if (known?.changedAt === found.mtimeMs) return known
  const bytes = await readFile(full)
  const isText = !type.startsWith('image/png') && !type.startsWith('font/')
  const zipped = isText && bytes.length > 1_000 ? await zip(bytes, { level: 9 }) : undefined
  const file = { type, bytes, zipped, isHashed: path.startsWith('assets/'), changedAt: found.mtimeMs }
  kept.set(full, file)
  return file
}

/** The built page and its build id: another build, another id. */
export async function builtPage(): Promise<{ html: string; build: string } | undefined> {
  const html = await readFile(join(builtUi(), 'index.html'), 'utf8').catch(() => undefined)
  if (html === undefined) return undefined
  return { html, build: createHash('sha256').update(html).digest('hex').slice(0, 12) }
}
