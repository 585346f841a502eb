import { bannerSelectors, podHeaderSelector } from '../pages/connectwise-banner.ts'
import { screenPath } from '../pages/connectwise-hosts.ts'
import { recognise } from '../pages/recognise.ts'
import type { TicketReference } from '../pages/site.ts'

/** However often a page changes itself, it is looked at four times a second, and only while somebody sees it. */
const lookEveryMs = 250
const maxLabels = 100

/**
 * Tells which ticket the page shows, each time that changes, and null when it is left. Looks right before a frame
 * is drawn: there the browser has worked out what is visible anyhow. `stop` ends it.
 */
export function watchTicket(page: Window, tell: (ticket: TicketReference | null) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  let seen = ''
  let current: TicketReference | null = null
  let isStopped = false

  const look = () => {
    const banner = readBannerText(page.document)
    const pod_header = banner === null ? textOf(firstVisible(page.document, podHeaderSelector)) : null
    const now = `${page.location.href}\n${banner}\n${pod_header}`
    if (now === seen) return
    seen = now
    const ticket = recognise(page.location.href, banner, { pod_header, is_chosen_host: true })
    if (JSON.stringify(ticket) === JSON.stringify(current)) return
    current = ticket
    tell(ticket)
  }
  const next = () => {
    if (isStopped) return
    timer = setTimeout(() => {
      frame = page.requestAnimationFrame(() => {
        look()
        next()
      })
    }, lookEveryMs)
  }
  const onHide = () => tell(null)
  const onShow = (event: PageTransitionEvent) => event.persisted && tell(current)
  page.addEventListener('pagehide', onHide)
  page.addEventListener('pageshow', onShow)
  look()
  next()
  return {
    again: () => tell(current),
    stop: () => {
      isStopped = true
      clearTimeout(timer)
      page.cancelAnimationFrame(frame)
      page.removeEventListener('pagehide', onHide)
      page.removeEventListener('pageshow', onShow)
    },
  }
}

/** Only ConnectWise's screens have one; elsewhere the address is all there is to read. */
function readBannerText(page: Document): string | null {
  if (!screenPath(page.location.pathname)) return null
  const [banner = '', label = '', anyLabel = ''] = bannerSelectors
  return (
    textOf(firstVisible(page, banner) ?? firstVisible(page, label)) ??
    textOf(firstVisible(page, anyLabel, /^\s*service\s*ticket\s*#/i))
  )
}

function firstVisible(page: Document, selector: string, saying?: RegExp): Element | null {
  let left = maxLabels
  for (const label of page.querySelectorAll(selector)) {
    if (left-- === 0) return null
    if (saying && !saying.test(label.textContent ?? '')) continue
    if (label.checkVisibility({ visibilityProperty: true })) return label
  }
  return null
}

function textOf(label: Element | null): string | null {
  return label?.textContent?.slice(0, 400) ?? null
}
