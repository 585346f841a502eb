/** Styles of its own and in a closed shadow root: the page's can't reach it, and it can't be clicked by script. */
const css = `
:host { all: initial; position: fixed; right: 0; bottom: 96px; z-index: 2147483000; display: flex; }
div { display: flex; align-items: stretch; background: #1d212a; border: 1px solid #3b4252; border-right: 0;
  border-radius: 8px 0 0 8px; overflow: hidden; opacity: .82; box-shadow: 0 1px 4px rgb(0 0 0 / .3); }
div:hover, div:focus-within { opacity: 1 }
button { all: unset; box-sizing: border-box; color: #e6e9ef; font: 500 12px/16px system-ui, sans-serif; cursor: pointer;
  height: 32px; display: flex; align-items: center; gap: 6px; padding: 0 8px; }
button:hover { background: #2e3543 }
button:focus-visible { outline: 2px solid #4c8dff; outline-offset: -2px; border-radius: 6px }
.away { display: none; color: #9aa3b2; padding: 0 8px; }
div:hover .away, div:focus-within .away { display: flex }
svg { width: 16px; height: 16px; display: block }
@media print { :host { display: none } }`

type Press = () => void
type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>
type Size = { width: number; height: number }

const usualPlace = { right: 0, bottom: 96 }
const gapPx = 8
/** A pod may come later than the button, be moved or made wider. */
const lookEveryMs = 500
const label = 'Open FlowPilot beside this ticket'
const refused = 'Not opened: press FlowPilot in the browser’s toolbar'
const podAddress = /\/pod\/[0-9a-f]{20}\b/

/** A small button at the edge of a ticket's page; its cross takes it away. `open` tells whether the panel is there. */
export function showTicketButton(page: Document, open: () => Promise<boolean>, onAway: Press): () => void {
  const host = page.createElement('flowpilot-button')
  const root = host.attachShadow({ mode: 'closed' })
  root.adoptedStyleSheets = [sheet()]
  const box = page.createElement('div')
  const word = page.createElement('span')
  word.textContent = 'FlowPilot'
  const say = (opened: boolean) => {
    word.textContent = opened ? 'FlowPilot' : refused
    opener.setAttribute('aria-label', opened ? label : refused)
  }
  const opener = button(page, label, () => {
    open().then(say, () => say(false))
  })
  opener.append(sign(page), word)
  const away = button(page, 'Hide until this page is loaded anew', onAway)
  away.className = 'away'
  away.append('✕')
  box.append(opener, away)
  root.append(box)
  page.documentElement.append(host)
  const place = () => {
    if (page.hidden) return
    const view = { width: page.documentElement.clientWidth, height: page.documentElement.clientHeight }
    const { right, bottom } = besidePod(podIn(page), host.getBoundingClientRect(), view)
    host.style.right = `${right}px`
    host.style.bottom = `${bottom}px`
  }
  place()
  const timer = setInterval(place, lookEveryMs)
  return () => {
    clearInterval(timer)
    host.remove()
  }
}

/** Where the button covers nothing of a pod: at its left or, where that has no room, above it. */
export function besidePod(pod: Box | null, { width, height }: Size, view: Size): typeof usualPlace {
  const { right, bottom } = usualPlace
  const top = view.height - bottom - height
  if (!pod || pod.right <= view.width - width || pod.top >= top + height || pod.bottom <= top)
    return usualPlace
  if (pod.left >= width + gapPx) return { right: view.width - pod.left, bottom }
  return { right, bottom: view.height - pod.top + gapPx }
}

function podIn(page: Document): DOMRect | null {
  for (const frame of page.querySelectorAll('iframe'))
    if (podAddress.test(frame.src) && frame.checkVisibility()) return frame.getBoundingClientRect()
  return null
}

/** Not a style element: a page's policy may refuse that. */
function sheet(): CSSStyleSheet {
  const made = new CSSStyleSheet()
  made.replaceSync(css)
  return made
}

function button(page: Document, label: string, onPress: Press): HTMLButtonElement {
  const element = page.createElement('button')
  element.type = 'button'
  element.title = label
  element.setAttribute('aria-label', label)
  element.addEventListener('click', (event) => {
    event.stopPropagation()
    if (event.isTrusted) onPress()
  })
  return element
}

function sign(page: Document): SVGElement {
  const ns = 'http://www.w3.org/2000/svg'
  const svg = page.createElementNS(ns, 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('aria-hidden', 'true')
  const shape = (name: string, attributes: Record<string, string>) => {
    const element = page.createElementNS(ns, name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    svg.append(element)
  }
  shape('rect', { width: '16', height: '16', rx: '4', fill: '#2462d0' })
  shape('path', { d: 'M4 11.5 7.5 4.5l1.6 4 2.9.4-8 2.6z', fill: '#fff' })
  return svg
}
