import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Shot } from './album.ts'
import { withBrowser } from './scene.ts'

/** One page with every picture in it, by screen and state; it needs no other file. */
export function writeContactSheet(folder: string, shots: readonly Shot[], missed: readonly string[]): string {
  const screens = grouped(shots, ({ screen }) => screen)
  const body = [...screens].map(
    ([screen, its]) =>
      `<article id="${screen}"><h2>${words(screen)}</h2>${[...grouped(its, ({ state }) => state)]
        .map(([state, same]) => row(folder, state, same))
        .join('')}</article>`,
  )
  const links = [...screens.keys()].map((screen) => `<a href="#${screen}">${words(screen)}</a>`)
  const failed = missed.map((one) => `<li>${escaped(one)}</li>`).join('')
  const path = join(folder, 'index.html')
  writeFileSync(
    path,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>FlowPilot, every screen</title>
<style>${style}</style>
<h1>FlowPilot, every screen</h1><p>${shots.length} pictures</p><nav>${links.join(' ')}</nav>
${failed ? `<h2>Not reached</h2><ul>${failed}</ul>` : ''}${body.join('')}</html>`,
  )
  return path
}

/** The same as one picture for each screen, half as large. */
export function stitch(folder: string): Promise<void> {
  return withBrowser(async (browser) => {
    const page = await browser.newPage({ viewport: { width: stitchedPx, height: 900 } })
    await page.goto(pathToFileURL(join(folder, 'index.html')).href)
    await page.addStyleTag({ content: 'body { zoom: .5 }' })
    await page.evaluate(async () => {
      for (const image of document.images) image.loading = 'eager'
      await Promise.all([...document.images].map((image) => image.decode()))
    })
    for (const screen of await page.locator('article').all())
      await screen.screenshot({ path: join(folder, 'sheets', `${await screen.getAttribute('id')}.png`) })
  })
}

/** A row of the pod in all its sizes, at half of them. */
const stitchedPx = 3400

function row(folder: string, state: string, shots: readonly Shot[]): string {
  const figures = shots.map(({ file, surface, width, height, theme }) => {
    const data = readFileSync(join(folder, file)).toString('base64')
    const caption = `${surface} ${width}${height < 400 ? ` × ${height}` : ''} ${theme}`
    return `<figure><a href="${file}"><img loading="lazy" width="${Math.round(width * scale(width))}" alt="${escaped(file)}" src="data:image/png;base64,${data}"></a><figcaption>${caption}</figcaption></figure>`
  })
  return `<section><h3>${words(state)}</h3><div>${figures.join('')}</div></section>`
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** Narrow ones are read as they are, wide ones at a glance. */
const scale = (width: number) => (width > 600 ? 0.6 : 1)
const words = (name: string) => escaped(name.replaceAll('-', ' '))
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const style = `
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif }
body { margin: 24px }
nav { display: flex; flex-wrap: wrap; gap: 8px 16px }
h2 { border-top: 1px solid; padding-top: 16px; margin-top: 32px }
h2, h3 { text-transform: capitalize }
section > div { display: flex; gap: 16px; overflow-x: auto; align-items: start }
figure { margin: 0; flex: none }
img { display: block; border: 1px solid #8888; height: auto }
figcaption { padding: 4px 0 12px; opacity: .7 }`
