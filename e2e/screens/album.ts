import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { settled } from './settled.ts'

export type Surface = 'pod' | 'panel' | 'page'
export type Theme = 'dark' | 'light'
type Size = { width: number; height: number }
export type Shot = Size & { screen: string; state: string; surface: Surface; theme: Theme; file: string }

export type Width = number | `${number}low`

/** Where a state stands. `part`: only this of a page, however high it is. */
export type Place = { surface: Surface; page: Page; part?: Locator }
/** What has to be done anew before, and put back after, each picture of a state that does not survive a change of size. */
type Around = {
  before?: () => Promise<unknown>
  after?: () => Promise<unknown>
  /** In these widths only, of a state that soon passes or looks the same in the others; `420low` is the low pod. */
  widths?: readonly Width[]
  /** Not in a low pod, which has no room for it. */
  high?: true
}

const themes: readonly Theme[] = ['dark', 'light']
const lowPx = 300
const sizes: Record<Surface, readonly Size[]> = {
  pod: [
    ...[380, 420, 560, 900].map((width) => ({ width, height: 760 })),
    { width: 420, height: lowPx },
    // docked below the ticket
    { width: 1372, height: lowPx },
  ],
  panel: [{ width: 360, height: 800 }],
  page: [1440, 900].map((width) => ({ width, height: 900 })),
}
/** High enough for the longest part of the settings. */
const wholePartPx = 2600
/** Around the pod's frame: wider than it, so that the pointer rests outside. */
const podWindow = { width: 1440, height: 900 }

export type Album = ReturnType<typeof createAlbum>

/** Takes each state in every size and theme of its surface, and keeps going when one of them cannot be reached. */
export function createAlbum(folder: string) {
  mkdirSync(folder, { recursive: true })
  const shots: Shot[] = []
  const missed: { what: string; why: string }[] = []

  async function take(screen: string, state: string, place: Place, around: Around = {}): Promise<void> {
    for (const size of sizes[place.surface]) {
      if (around.widths && !around.widths.includes(size.height === lowPx ? `${size.width}low` : size.width))
        continue
      if (around.high && size.height === lowPx) continue
      await resize(place, size)
      for (const theme of themes) {
        await place.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
        await around.before?.()
        const shot = { screen, state, surface: place.surface, theme, ...size, file: '' }
        shot.file = `${screen}-${state}-${place.surface}-${sizeName(size)}-${theme}.png`
        await photograph(place, size, join(folder, shot.file))
        shots.push(shot)
        await around.after?.()
      }
    }
    if (place.surface === 'pod') await place.page.evaluate(putBack)
  }

  /** One step of a scene; what goes wrong in it is kept for the report. */
  async function step(what: string, act: () => Promise<void>): Promise<boolean> {
    try {
      await act()
      return true
    } catch (error) {
      const why = String(error).split('\n').slice(0, 6).join('\n')
      console.error(`Not reached: ${what}: ${why}`)
      missed.push({ what, why })
      return false
    }
  }
  return { shots, missed, take, step }
}

const sizeName = ({ width, height }: Size) => (height === lowPx ? `${width}low` : String(width))

async function resize({ surface, page, part }: Place, size: Size): Promise<void> {
  if (surface !== 'pod') return page.setViewportSize(part ? { width: size.width, height: wholePartPx } : size)
  await page.setViewportSize(podWindow)
  await page.evaluate(({ width, height }) => {
    const frame = document.querySelector('iframe')
    if (!frame) throw new Error('No pod on this page')
    frame.style.cssText = `position:fixed;z-index:9;left:0;top:0;width:${width}px;height:${height}px`
  }, size)
}

/** The ticket screen as it was, to be used again. */
function putBack(): void {
  document.querySelector('iframe')?.removeAttribute('style')
}

async function photograph(place: Place, size: Size, path: string): Promise<void> {
  const { surface, page, part } = place
  await page.mouse.move(podWindow.width - 1, podWindow.height - 1)
  for (const frame of page.frames()) await settled(frame)
  if (part) await part.screenshot({ path })
  else await page.screenshot({ path, ...(surface === 'pod' ? { clip: { x: 0, y: 0, ...size } } : {}) })
}
