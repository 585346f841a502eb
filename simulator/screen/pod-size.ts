import { useState } from 'preact/hooks'

type Dock = 'right' | 'bottom'

const storageKey = 'simulator.pod-size'
const limits = { right: { least: 380, most: 900, first: 420 }, bottom: { least: 300, most: 900, first: 360 } }
const presets = { right: [380, 420, 560, 900], bottom: [300, 400, 600] }
const keyStep = 20

interface Size {
  dock: Dock
  width: number
  height: number
}

function within(dock: Dock, pixels: number): number {
  const { least, most } = limits[dock]
  return Math.round(Math.min(most, Math.max(least, pixels)))
}

function readSize(): Size {
  const fallback: Size = { dock: 'right', width: limits.right.first, height: limits.bottom.first }
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Size>
    return {
      dock: kept.dock === 'bottom' ? 'bottom' : 'right',
      width: within('right', Number(kept.width) || fallback.width),
      height: within('bottom', Number(kept.height) || fallback.height),
    }
  } catch {
    return fallback
  }
}

export function usePodSize() {
  const [size, setSize] = useState(readSize)
  const [isDragging, setIsDragging] = useState(false)

  const keep = (next: Size) => {
    setSize(next)
    localStorage.setItem(storageKey, JSON.stringify(next))
  }
  const set = (pixels: number) => {
    keep(
      size.dock === 'right'
        ? { ...size, width: within('right', pixels) }
        : { ...size, height: within('bottom', pixels) },
    )
  }
  const current = size.dock === 'right' ? size.width : size.height

  const startDrag = (event: PointerEvent) => {
    const from = size.dock === 'right' ? event.clientX : event.clientY
    const move = (later: PointerEvent) =>
      set(current + from - (size.dock === 'right' ? later.clientX : later.clientY))
    const end = () => {
      setIsDragging(false)
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', end)
    }
    event.preventDefault()
    setIsDragging(true)
    addEventListener('pointermove', move)
    addEventListener('pointerup', end)
  }
  const onKey = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowLeft: keyStep,
      ArrowUp: keyStep,
      ArrowRight: -keyStep,
      ArrowDown: -keyStep,
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    set(current + step)
  }
  const turn = () => keep({ ...size, dock: size.dock === 'right' ? 'bottom' : 'right' })

  const { least, most } = limits[size.dock]
  return {
    ...size,
    current,
    least,
    most,
    presets: presets[size.dock],
    isDragging,
    set,
    turn,
    startDrag,
    onKey,
  }
}
