import type { PostState } from './contracts/post-states.ts'

/** States of a post that somebody has to see to. */
export const needingStates = ['needs_human', 'rejected', 'blocked'] as const satisfies readonly PostState[]
