/** 1 and 2 ask for haste, 3 for attention; the words always stand beside the colour. */
export function priorityTone(level: number | null): string {
  if (level !== null && level <= 2) return 'text-red'
  return level === 3 ? 'text-amber' : 'text-muted'
}
