import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Stage } from './stage.ts'

const built = 'dist/extension/chrome-demo'
/** The build knows one server and one simulator, each by its address on this machine. */
const preset = /http:\/\/127\.0\.0\.1:\d+/g

/** A copy of the demo's build that knows this stage's addresses instead of the usual ones; the rest byte for byte. */
export function placeExtension(stage: Pick<Stage, 'app' | 'simulator'>, folder: string): string {
  cpSync(built, folder, { recursive: true })
  turn(join(folder, 'manifest.json'), stage.simulator)
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  )
  const turned = scripts.filter((name) => turn(join(folder, name), stage.app))
  if (turned.length === 0) throw new Error(`${built} has no server in it: npm run build:extension:demo`)
  return folder
}

function turn(path: string, address: string): boolean {
  const before = readFileSync(path, 'utf8')
  const after = before.replace(preset, address)
  if (after !== before) writeFileSync(path, after)
  return after !== before
}

/** An extension of somebody else, with every right it may ask for. */
export function placeStranger(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const manifest = {
    manifest_version: 3,
    name: 'Stranger',
    version: '1.0',
    permissions: ['tabs', 'scripting', 'storage', 'management', 'sidePanel', 'webNavigation'],
    host_permissions: ['<all_urls>'],
    background: { service_worker: 'stranger.js' },
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'stranger.js'), '')
  return folder
}
