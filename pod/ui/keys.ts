import { matchKeybindingPress, parseKeybinding } from 'tinykeys'
import { isComposing } from './is-composing.ts'
import { onMac } from './Keys.tsx'

/** What lies over what: an open sheet over its case, the case over the page. */
export type KeyScope = 'sheet' | 'case' | 'page'
const topFirst: readonly KeyScope[] = ['sheet', 'case', 'page']

export type KeyBinding = {
  /** "Mod+K", "U", "?": Mod is ⌘ on a Mac and Ctrl elsewhere. */
  keys: string
  /** Leaves the key to a field that has the focus, as Mod+Z is the field's own there. Single keys always do. */
  leavesFields?: boolean
  /** `false`: it had no use for the key, which goes on to the next scope and the browser. */
  run(event: KeyboardEvent): unknown
}

type Source = { scope: KeyScope; read: () => readonly KeyBinding[] }
const sources = new Set<Source>()

/** Keys that work until the answer is called. Read anew at each press, so that they are always the current ones. */
export function bindKeys(scope: KeyScope, read: () => readonly KeyBinding[]): () => void {
  const source = { scope, read }
  if (sources.size === 0) document.addEventListener('keydown', hear)
  sources.add(source)
  return () => {
    sources.delete(source)
    if (sources.size === 0) document.removeEventListener('keydown', hear)
  }
}

const fields = 'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]'

/** Whether letters are typed here. */
export function takesLetters(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(fields) !== null
}

/** Without Mod, Alt or Ctrl: a letter to whoever types. */
export function isSingleKey(keys: string): boolean {
  return !/\b(Mod|Alt|Control|Meta)\+/.test(keys)
}

const pressable = 'a[href], button, summary, [role=button], [role=radio], [role=option]'

function mayTake(binding: KeyBinding, event: KeyboardEvent): boolean {
  const isSingle = isSingleKey(binding.keys)
  if (takesLetters(event.target)) return !isSingle && !binding.leavesFields
  const isPress = isSingle && (event.key === 'Enter' || event.key === ' ')
  return !(isPress && event.target instanceof Element && event.target.closest(pressable))
}

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || isComposing(event)) return
  // what is open for a choice keeps every key until it is made
  if (document.querySelector('dialog[open], [role=menu]')) return
  const all = [...sources]
  let isCovered = false
  for (const scope of topFirst) {
    const own = all.filter((source) => source.scope === scope)
    for (const binding of own.flatMap(({ read }) => read())) {
      if (isCovered && isSingleKey(binding.keys)) continue
      if (!isPressOf(event, binding.keys) || !mayTake(binding, event)) continue
      if (binding.run(event) === false) continue
      event.preventDefault()
      return
    }
    isCovered ||= scope === 'sheet' && own.length > 0
  }
}

/** Whether this press is "Mod+Shift+Enter" and nothing more. */
export function isPressOf(event: KeyboardEvent, keys: string): boolean {
  const press = parseKeybinding(grammarOf(keys))[0]
  return press !== undefined && matchKeybindingPress(event, press)
}

/** A sign may need Shift on one keyboard and none on another; ⌥ on a Mac makes other letters of letters. */
function grammarOf(keys: string): string {
  const parts = keys.split('+').map((part) => (part === 'Mod' ? '$mod' : part === 'Esc' ? 'Escape' : part))
  const last = parts.at(-1) ?? ''
  if (parts.length === 1 && last.length === 1) return `[Shift]+${last}`
  if (onMac && parts.includes('Alt') && /^[A-Z]$/i.test(last))
    return [...parts.slice(0, -1), `(${last}|Key${last.toUpperCase()})`].join('+')
  return parts.join('+')
}
