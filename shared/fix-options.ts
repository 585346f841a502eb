/** What stands behind the question whether a fix of a flow helped; the server takes the first two as outcomes. */
export const fixOptions = {
  fixed: 'Yes, it is fixed',
  same: 'No, still the same',
  open: 'Not tried yet',
} as const
