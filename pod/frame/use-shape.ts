import { useContainerSize } from '../ui/use-container-width.ts'

/** `wide`: columns beside each other. `low`: so little height that the whole pod scrolls. `tall`: the pod. */
export type Shape = 'wide' | 'tall' | 'low'

/** From here on there is room beside each other; as the style's `wide:`. */
export const widePx = 900

export function useShape<E extends HTMLElement>() {
  const [ref, size] = useContainerSize<E>()
  return { ref, ...size, shape: shapeOf(size) }
}

export function shapeOf({ width, height }: { width: number; height: number }): Shape {
  if (height > 0 && height < 420) return 'low'
  return width >= widePx ? 'wide' : 'tall'
}
