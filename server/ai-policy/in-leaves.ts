/** Every string of a value, changed; keys and all else as they are. */
export function inLeaves(value: unknown, change: (leaf: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => inLeaves(one, change))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inLeaves(one, change)]))
}

/** A text, or what stands in its strings where it is JSON: a line break is two signs there. */
export function inText(text: string, change: (leaf: string) => string): string {
  if (!/^\s*[[{]/.test(text)) return change(text)
  try {
    return JSON.stringify(inLeaves(JSON.parse(text), change))
  } catch {
    return change(text)
  }
}
