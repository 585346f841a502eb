/** 1 and 2 ask for haste; a colour on every row would say nothing. The words always stand beside it. */
export function priorityTone(level: number | null): string {
  return level !== null && level <= 2 ? 'text-red' : 'text-muted'
}
