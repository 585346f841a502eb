type Box = { left: number; right: number; top: number; bottom: number }
type Size = { width: number; height: number }

const gapPx = 4

/**
 * Where a menu of this size goes, beside the button it belongs to and within `view`: below it, else above it where
 * there is more room, and over it where neither suffices. It ends at the button's right edge or begins at its left one.
 */
export function placeMenu(
  button: Box,
  size: Size,
  view: Box,
  at: 'left' | 'right',
): { left: number; top: number; maxHeight: number } {
  const below = view.bottom - button.bottom
  const above = button.top - view.top
  const most = view.bottom - view.top - 2 * gapPx
  const height = Math.min(size.height, most)
  const goesDown = below >= height + 2 * gapPx || below >= above
  const wanted = goesDown ? button.bottom + gapPx : button.top - gapPx - height
  const left = at === 'left' ? button.left : button.right - size.width
  return {
    left: within(left, view.left + gapPx, view.right - gapPx - size.width),
    top: within(wanted, view.top + gapPx, view.bottom - gapPx - height),
    maxHeight: most,
  }
}

const within = (at: number, least: number, most: number): number => Math.max(least, Math.min(at, most))
