import { useMemo } from 'preact/hooks'
import { encode } from 'uqr'

const border = 2

/** Dark on light in both themes: that is what cameras read. */
export function QrCode(props: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { data, size } = encode(props.text, { border })
    const squares = data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    )
    return { size, path: squares.join('') }
  }, [props.text])
  return (
    <svg
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${size} ${size}`}
      class="w-176px h-176px rounded bg-#ffffff"
      shape-rendering="crispEdges"
    >
      <path d={path} fill="#000000" />
    </svg>
  )
}
