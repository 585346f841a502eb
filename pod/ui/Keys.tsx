export const onMac = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '')

const macSigns: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵', Esc: 'esc' }
const otherSigns: Record<string, string> = { Mod: 'Ctrl', Enter: '↵', Esc: 'esc' }

/** "Mod+Enter" → "⌘↵" on a Mac, "Ctrl+↵" elsewhere. */
export function spellKeys(keys: string): string {
  const signs = onMac ? macSigns : otherSigns
  return keys
    .split('+')
    .map((key) => signs[key] ?? key)
    .join(onMac ? '' : '+')
}

/** Seen only while it works: a single key not while letters are typed, one of a field (`inField`) only in it. */
export const keyLook = (keys: string, inField = false): string =>
  inField ? 'kbd-typing' : /^(Enter|.)$/.test(keys) ? 'kbd-free' : ''

/** The key that does the same, for the eye only: give the control `aria-keyshortcuts` too. */
export function Keys(props: {
  of: string
  inField?: boolean
  /** In a list of keys. */
  always?: boolean
  class?: string
}) {
  return (
    <span
      class={`kbd ${props.always ? '' : keyLook(props.of, props.inField)} ${props.class ?? ''}`}
      aria-hidden="true"
    >
      {spellKeys(props.of)}
    </span>
  )
}
