/** Instants of whole days of whoever looks, the last one included; what is no day is left out. */
export function dayRange({ from, to }: { from?: string | undefined; to?: string | undefined }): {
  from?: string
  to?: string
} {
  const begin = dayStart(from, 0)
  const end = dayStart(to, 1)
  return { ...(begin ? { from: begin } : {}), ...(end ? { to: end } : {}) }
}

function dayStart(day: string | undefined, later: number): string | null {
  const parts = /^([12]\d{3})-(\d\d)-(\d\d)$/.exec(day ?? '')
  if (!parts) return null
  return new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + later).toISOString()
}
