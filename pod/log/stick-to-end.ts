import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Nearer to the end than this counts as at the end. */
const nearEndPx = 24

type Place = Pick<HTMLElement, 'scrollTop' | 'scrollHeight' | 'clientWidth' | 'clientHeight'>

export const isNearEnd = ({ scrollTop, scrollHeight, clientHeight }: Place): boolean =>
  scrollHeight - scrollTop - clientHeight < nearEndPx

/** True when somebody scrolled up. A box that was resized, hidden or filled moves too: that is nobody's wish. */
export function looksBack(before: Place | null, now: Place): boolean {
  if (!before || isNearEnd(now) || now.scrollTop >= before.scrollTop) return false
  return now.clientWidth === before.clientWidth && now.clientHeight === before.clientHeight
}

/** Keeps its own box at the end while words come, unless the reader scrolled up; never moves anything else. */
export function useStickToEnd() {
  const ref = useRef<HTMLDivElement>(null)
  const sticks = useRef(true)
  const before = useRef<Place | null>(null)
  const [isAtEnd, setAtEnd] = useState(true)
  /** The same at each drawing, so that lines can be told to be the same. */
  const hold = useCallback(() => {
    sticks.current = false
  }, [])
  const toEnd = () => {
    const box = ref.current
    if (box) box.scrollTop = box.scrollHeight
  }
  useLayoutEffect(toEnd, [])
  // called after each layout that changed a height and before it is painted; to ask for heights earlier would lay out twice
  useEffect(() => {
    const box = ref.current
    if (!box) return
    const observer = new ResizeObserver(() => sticks.current && toEnd())
    observer.observe(box)
    if (box.firstElementChild) observer.observe(box.firstElementChild)
    return () => observer.disconnect()
  }, [])
  return {
    ref,
    isAtEnd,
    toEnd: () => {
      sticks.current = true
      setAtEnd(true)
      toEnd()
    },
    /** Something opens where it stands: it stays there. */
    hold,
    onScroll: () => {
      const box = ref.current
      if (!box) return
      const { scrollTop, scrollHeight, clientWidth, clientHeight } = box
      const now = { scrollTop, scrollHeight, clientWidth, clientHeight }
      if (isNearEnd(now)) sticks.current = true
      else if (looksBack(before.current, now)) sticks.current = false
      else if (sticks.current) toEnd()
      before.current = now
      setAtEnd(sticks.current || isNearEnd(now))
    },
  }
}
