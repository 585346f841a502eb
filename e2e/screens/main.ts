import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { buildStaleUi } from '../../server/demo-build.ts'
import { getBrowser } from '../browser.ts'
import { createAlbum } from './album.ts'
import { stitch, writeContactSheet } from './contact-sheet.ts'
import { takeReadmePictures } from './readme-pictures.ts'
import type { Scene } from './scene.ts'
import { accountScene } from './scenes/account.ts'
import { caseScene } from './scenes/case.ts'
import { fixScene } from './scenes/fix.ts'
import { flowsScene } from './scenes/flows.ts'
import { handoverScene } from './scenes/handover.ts'
import { listsScene } from './scenes/lists.ts'
import { overAllScene } from './scenes/over-all.ts'
import { panelScene } from './scenes/panel.ts'
import { picturesScene } from './scenes/pictures.ts'
import { podStartScene } from './scenes/pod-start.ts'
import { podTroubleScene } from './scenes/pod-trouble.ts'
import { postsScene } from './scenes/posts.ts'
import { settingsScene } from './scenes/settings.ts'
import { shareScene } from './scenes/share.ts'
import { twoPeopleScene } from './scenes/two-people.ts'
import { withoutTicketScene } from './scenes/without-ticket.ts'

/**
 * `npm run screens`: a picture of every screen and state in `screens/`, with `screens/index.html` to look at them and
 * `screens/sheets/` with each screen in one picture.
 * `-- share posts` for these scenes alone. `npm run pictures`: the README's own.
 */
const folder = 'screens'
/** As many as there are cores in the smallest machine this runs on. */
const atOnce = 2
/** The long ones first, so that none is left alone at the end. */
const scenes: readonly Scene[] = [
  caseScene,
  shareScene,
  podTroubleScene,
  postsScene,
  panelScene,
  twoPeopleScene,
  handoverScene,
  fixScene,
  overAllScene,
  flowsScene,
  picturesScene,
  listsScene,
  podStartScene,
  settingsScene,
  withoutTicketScene,
  accountScene,
]

const asked = process.argv.slice(2)
const isReadme = asked[0] === 'readme'
const chosen = scenes.filter(({ name }) => asked.length === 0 || asked.includes(name))
if (!isReadme && chosen.length < asked.length) {
  console.error(`npm run screens -- [${scenes.map(({ name }) => name).join('] [')}]`)
  process.exit(2)
}
console.log(`Browser: ${getBrowser()}`)
await buildStaleUi(console.log)
if (isReadme) await takeReadmePictures('docs/pictures')
else {
  if (chosen.includes(panelScene)) buildExtension()
  await takeScreens(chosen)
}

function buildExtension(): void {
  const args = ['--import', 'tsx', 'extension/build.ts', 'demo']
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error('The side panel was not built: npm run build:extension:demo')
}

async function takeScreens(wanted: readonly Scene[]): Promise<void> {
  if (wanted.length === scenes.length) rmSync(folder, { recursive: true, force: true })
  const began = Date.now()
  const album = createAlbum(folder)
  const waiting = [...wanted]
  const worker = async () => {
    for (let scene = waiting.shift(); scene; scene = waiting.shift()) {
      const { name, play } = scene
      const start = Date.now()
      const done = await album.step(name, () => play(album))
      console.log(`${name}: ${Math.round((Date.now() - start) / 1000)} s${done ? '' : ', not to its end'}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  const missed = album.missed.map(({ what, why }) => `${what}: ${why}`)
  const sheet = writeContactSheet(folder, album.shots, missed)
  await stitch(folder)
  console.log(`${album.shots.length} pictures in ${Math.round((Date.now() - began) / 1000)} s: ${sheet}`)
  if (missed.length > 0) process.exitCode = 1
}
