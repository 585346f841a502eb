/** What is hidden or not drawn yet is asked again after this: it crosses no edge when it comes. */
const lookAgainMs = 1000

/**
 * Calls `moved` when `element` stands elsewhere or has another size, whatever pushed it; idle while it stands still. The
 * observer's frame is drawn exactly around the element, so that it leaves the frame with the first pixel.
 */
export function onMoved(element: HTMLElement, moved: () => void): () => void {
  const page = element.ownerDocument
  let observer: IntersectionObserver | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const isAt = (before: DOMRect) => {
    const now = element.getBoundingClientRect()
    return (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(now[side] - before[side]) < 1)
  }
  const watch = (share: number) => {
    observer?.disconnect()
    clearTimeout(timer)
    const box = element.getBoundingClientRect()
    const { clientWidth, clientHeight } = page.documentElement
    const insets = [box.top, clientWidth - box.right, clientHeight - box.bottom, box.left]
    let isFirst = true
    const look = ([entry]: IntersectionObserverEntry[]) => {
      const seen = entry?.intersectionRatio ?? 0
      const stands = isAt(box)
      if (!stands) moved()
      if (!stands || (!isFirst && seen !== share)) watch(1)
      else if (isFirst && seen === 0) timer = setTimeout(() => (isAt(box) ? watch(1) : look([])), lookAgainMs)
      // a part of it is cut off by what scrolls around it: from now on this share is all of it
      else if (isFirst && seen !== share) watch(seen)
      isFirst = false
    }
    observer = new IntersectionObserver(look, {
      root: page,
      rootMargin: insets.map((inset) => `${-Math.floor(inset)}px`).join(' '),
      threshold: share,
    })
    observer.observe(element)
  }
  watch(1)
  return () => {
    observer?.disconnect()
    clearTimeout(timer)
  }
}
