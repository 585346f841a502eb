import { upTo } from '../router.ts'

/** The case that is marked in a flow: `?case=…`. */
export const flowQuery = { case: upTo(36) }
