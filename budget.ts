import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/**
 * What the pages and the extension may weigh. JavaScript and CSS of pages travel, so they count gzipped; the panel
 * loads from the disk, so it counts as it is. A build over one of these fails.
 */
const limits = {
  /** Until the pod shows its ticket, or the page its start. */
  firstScreen: { bytes: 45_000, files: 4 },
  /** With a case open and its first reply rendered. */
  openCase: { bytes: 95_000, files: 6 },
  laterPart: 14_000,
  allScripts: 300_000,
  styles: 14_000,
  panelFirstChunk: 300_000,
  panelPackage: 900_000,
  contentScript: 6_000,
  background: 15_000,
} as const

type Chunk = { file: string; isEntry?: boolean; isDynamicEntry?: boolean; imports?: string[]; css?: string[] }
type Manifest = Record<string, Chunk>

const starts = { pod: ['index.html', 'entry-pod.ts'], page: ['index.html', 'entry-page.ts'] }
const caseParts = ['case/Cockpit.tsx', 'ui/render-markdown.ts']

/** Weighs the built pages in `folder`; throws, naming what is too heavy or said otherwise in `readme`. Answers lines for people. */
export function weighPages(folder: string, readme: string): string[] {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest
  const gzipped = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0)
  const weigh = (keys: readonly string[]) => {
    const files = filesOf(manifest, keys)
    return { bytes: gzipped(files), files: files.size }
  }
  const rows: Row[] = []
  for (const [surface, keys] of Object.entries(starts)) {
    const first = weigh(keys)
    const open = weigh([...keys, ...caseParts])
    rows.push({ what: `${surface}, first screen`, is: first.bytes, most: limits.firstScreen.bytes })
    rows.push({
      what: `${surface}, files of the first screen`,
      is: first.files,
      most: limits.firstScreen.files,
    })
    rows.push({
      what: `${surface}, a case with its first reply`,
      is: open.bytes,
      most: limits.openCase.bytes,
    })
    rows.push({ what: `${surface}, files of a case`, is: open.files, most: limits.openCase.files })
  }
  const early = filesOf(manifest, [...starts.page, ...caseParts])
  for (const { file, isDynamicEntry } of Object.values(manifest))
    if (isDynamicEntry && !early.has(file))
      rows.push({ what: `later part ${file}`, is: gzipped([file]), most: limits.laterPart })
  const all = readdirSync(join(folder, 'assets')).map((name) => `assets/${name}`)
  rows.push({
    what: 'all scripts',
    is: gzipped(all.filter((file) => file.endsWith('.js'))),
    most: limits.allScripts,
  })
  rows.push({ what: 'styles', is: gzipped(all.filter((file) => file.endsWith('.css'))), most: limits.styles })
  const lines = judged(rows)
  const pod = { first: weigh(starts.pod).bytes, open: weigh([...starts.pod, ...caseParts]).bytes }
  return [...lines, sentenceIn(readme, pod)]
}

/** What README.md says of the pod, checked against what it weighs; throws with the sentence that would be true. */
export function sentenceIn(readme: string, pod: { first: number; open: number }): string {
  const kB = (bytes: number) => Math.round(bytes / 1000)
  const { firstScreen, openCase } = limits
  const wanted =
    `JavaScript, gzipped: ${kB(pod.first)} kB until the pod shows its ticket (the limit is ${kB(firstScreen.bytes)}), ` +
    `${kB(pod.open)} kB with a case open and its first reply drawn (the limit is ${kB(openCase.bytes)}).`
  const [said = ''] = /JavaScript, gzipped: [^.]*\./.exec(readme) ?? []
  const figures = said.match(/\d+/g)?.map(Number) ?? []
  const measured = [pod.first, firstScreen.bytes, pod.open, openCase.bytes]
  const isTrue =
    figures.length === measured.length &&
    measured.every((bytes, at) => Math.abs(bytes / 1000 - (figures[at] ?? 0)) <= 1)
  if (!isTrue) throw new Error(`README.md says other sizes than this build has. It should say:\n  ${wanted}`)
  return `README.md: ${said}`
}

/** Weighs one built extension. */
export function weighExtension(folder: string): string[] {
  const gzipped = (file: string) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length
  const raw = (file: string) => statSync(join(folder, file)).size
  const chunks = readdirSync(join(folder, 'chunks')).map((name) => join('chunks', name))
  const everything = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return judged([
    { what: 'largest chunk of the panel', is: Math.max(...chunks.map(raw)), most: limits.panelFirstChunk },
    {
      what: 'whole package',
      is: everything.reduce((sum, file) => sum + statSync(file).size, 0),
      most: limits.panelPackage,
    },
    { what: 'background, gzipped', is: gzipped('background.js'), most: limits.background },
    { what: 'content script, gzipped', is: gzipped('psa.js'), most: limits.contentScript },
  ])
}

/** The files of these entries and of everything that they import at once. */
function filesOf(manifest: Manifest, keys: readonly string[]): Set<string> {
  const files = new Set<string>()
  const open = [...keys]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const chunk = manifest[key]
    if (!chunk) throw new Error(`The build has no part ${key}: budget.ts weighs what is not there.`)
    if (files.has(chunk.file)) continue
    files.add(chunk.file)
    open.push(...(chunk.imports ?? []))
  }
  return files
}

type Row = { what: string; is: number; most: number }

function judged(rows: Row[]): string[] {
  const heavy = rows.filter(({ is, most }) => is > most)
  if (heavy.length > 0)
    throw new Error(
      `Over the budget:\n${heavy.map(({ what, is, most }) => `  ${what}: ${is}, at most ${most}`).join('\n')}`,
    )
  return rows.map(({ what, is, most }) => `${what}: ${is} of ${most}`)
}
