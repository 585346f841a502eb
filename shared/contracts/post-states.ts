import * as v from 'valibot'

export const postState = v.picklist([
  'ready',
  'sending',
  'posted',
  'verified',
  'uncertain',
  'checking',
  'needs_human',
  'rejected',
  'blocked',
  'cancelled',
])
export type PostState = v.InferOutput<typeof postState>

export const postKind = v.picklist(['note', 'time_entry', 'status', 'assignment'])
