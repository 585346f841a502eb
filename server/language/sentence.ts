/** The text with a stop, where it has none. */
export const sentence = (text: string): string =>
  /[.!?…:”]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`
