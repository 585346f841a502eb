import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

const steps = [0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.5]

/** How large a drawing is shown in its scrolling area: by steps, by Ctrl with the wheel, or as large as it fits whole. */
export function useZoom(area: RefObject<HTMLElement | null>, width: number, height: number) {
  const [zoom, setZoom] = useState(1)
  const step = (by: number) =>
    setZoom((was) => (by > 0 ? steps.find((one) => one > was) : steps.findLast((one) => one < was)) ?? was)
  const newest = useRef(step)
  newest.current = step
  useEffect(() => {
    const element = area.current
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      newest.current(event.deltaY < 0 ? 1 : -1)
    }
    // the browser's own zoom is stopped only by a listener that may
    element?.addEventListener('wheel', turn, { passive: false })
    return () => element?.removeEventListener('wheel', turn)
  }, [area])
  const fitWhole = () => {
    const { clientWidth = 0, clientHeight = 0 } = area.current ?? {}
    const whole = Math.min(1, clientWidth / width, clientHeight / height)
    setZoom(Math.max(steps[0] ?? 1, whole))
  }
  /** The ground is dragged with a mouse; fingers scroll. */
  const pan = (event: PointerEvent) => {
    const element = area.current
    const isGround = !(event.target as Element).closest('[role=treeitem]')
    if (!element || !isGround || event.button !== 0 || event.pointerType === 'touch') return
    const from = { x: element.scrollLeft + event.clientX, y: element.scrollTop + event.clientY }
    const move = ({ clientX, clientY }: PointerEvent) => element.scrollTo(from.x - clientX, from.y - clientY)
    const end = () => {
      element.removeEventListener('pointermove', move)
      element.removeEventListener('lostpointercapture', end)
    }
    element.setPointerCapture(event.pointerId)
    element.addEventListener('pointermove', move)
    element.addEventListener('lostpointercapture', end)
  }
  return { zoom, percent: Math.round(zoom * 100), step, fitWhole, pan }
}
