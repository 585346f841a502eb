import type { LucideIcon } from 'lucide-preact'

/** A lucide outline in one of the three sizes: 16 for signs, 14 in buttons, 12 beside words. */
export function Icon(props: { of: LucideIcon; size?: 16 | 14 | 12; class?: string; label?: string }) {
  const Drawing = props.of
  const named = props.label ? { role: 'img', 'aria-label': props.label } : { 'aria-hidden': 'true' as const }
  return (
    <Drawing
      size={props.size ?? 16}
      strokeWidth={2}
      class={`block flex-none ${props.class ?? ''}`}
      {...named}
    />
  )
}
