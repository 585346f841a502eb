/** The text without these marks at its end. One step a character: `/[.]+$/` looks again at every dot of a long row. */
export function withoutEnd(text: string, marks: string): string {
  let end = text.length
  while (end > 0 && marks.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}
