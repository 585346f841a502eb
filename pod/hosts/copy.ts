/** Puts text on the clipboard; in a frame that may not use the new way, by the old one. */
export async function copyText(win: Window, text: string): Promise<boolean> {
  try {
    await win.navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(win.document, text)
  }
}

function copyBySelection(page: Document, text: string): boolean {
  const before = page.activeElement
  const area = page.createElement('textarea')
  area.value = text
  area.setAttribute('aria-hidden', 'true')
  area.style.cssText = 'position:fixed;top:0;left:0;opacity:0'
  page.body.append(area)
  area.select()
  try {
    return page.execCommand('copy')
  } catch {
    return false
  } finally {
    area.remove()
    if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  }
}
