/** What goes, at this moment. */
export const rowsGone = <Row extends { id: string }>(
  rows: readonly Row[],
  ids: readonly string[],
  at: string,
) => rows.filter(({ id }) => ids.includes(id)).map((row) => ({ ...row, deleted_at: at }))

/** In the order of the changes; several of one row are one. */
export function rowsChanged<Row extends { id: string }>(
  rows: readonly Row[],
  changes: readonly { id: string; fields: object }[],
) {
  const after = new Map<string, Row & { deleted_at: null }>()
  for (const { id, fields } of changes) {
    const before = after.get(id) ?? rows.find((row) => row.id === id)
    if (before) after.set(id, { ...before, ...fields, deleted_at: null })
  }
  return [...after.values()]
}

/** Those that are new. */
export const rowsAdded = <Row extends { id: string }>(
  before: readonly { id: string }[],
  rows: readonly Row[],
): Row[] => rows.filter(({ id }) => !before.some((row) => row.id === id))
