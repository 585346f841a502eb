/** A ring with its centre filled: the step in hand. The outlines of the icon set have no dot that reads at 16 px. */
export function NowSign(props: { class?: string }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 24 24"
      aria-hidden="true"
      class={`block flex-none ${props.class ?? ''}`}
    >
      <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2" />
      <circle cx="12" cy="12" r="4" fill="currentColor" />
    </svg>
  )
}
