import * as v from 'valibot'
import { text } from './common.ts'

/** Owners open every board. */
export const boardRoles = ['viewer', 'engineer', 'admin'] as const
export type BoardRole = (typeof boardRoles)[number]

const mostBoards = 500
const boardIds = v.pipe(v.array(text(40)), v.maxLength(mostBoards))
const opened = v.nullable(boardIds)

/** Boards of the PSA that each role opens in page and panel, by id; null: all. In the pod the PSA itself decides. */
export const boardRights = v.object({ viewer: opened, engineer: opened, admin: opened })
export type BoardRights = v.InferOutput<typeof boardRights>

/** Merged: what is left out stays. Only owners set it for admins. */
export const boardRightsChange = v.object({
  viewer: v.optional(opened),
  engineer: v.optional(opened),
  admin: v.optional(opened),
})
export type BoardRightsChange = v.InferOutput<typeof boardRightsChange>
