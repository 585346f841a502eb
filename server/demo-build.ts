import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { packageRoot } from './db/package-root.ts'
import { buildUi } from './dev-ui.ts'

/** What each part is built from; a change in any of it makes the built one stale. */
const parts = {
  pod: ['pod', 'shared', 'vite.config.ts', 'uno.config.ts', 'package-lock.json'],
  simulator: ['simulator/screen', 'vite.config.ts', 'package-lock.json'],
} as const

/** Builds what is missing or older than its sources. */
export async function buildStaleUi(say: (sentence: string) => void): Promise<void> {
  const stale: (keyof typeof parts)[] = []
  for (const part of ['pod', 'simulator'] as const) if (await isStale(part)) stale.push(part)
  if (stale.length === 0) return
  say('Building the UI…')
  await Promise.all(stale.map(buildUi))
}

async function isStale(part: keyof typeof parts): Promise<boolean> {
  const built = await stat(join(packageRoot(), 'dist', part, 'index.html')).catch(() => undefined)
  if (!built) return true
  const changes = await Promise.all(parts[part].map((path) => newestChange(join(packageRoot(), path))))
  return Math.max(...changes) > built.mtimeMs
}

/** The newest time of change below a path, 0 where there is nothing. */
async function newestChange(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0
  const names = await readdir(path, { recursive: true })
  const times = await Promise.all(
    names.map((name) =>
      stat(join(path, name)).then(
        (each) => each.mtimeMs,
        () => 0,
      ),
    ),
  )
  return Math.max(found.mtimeMs, ...times)
}
