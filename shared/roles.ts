/** From the least to the most that a person may do. */
export const roles = ['viewer', 'engineer', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]

/** The shortest password, in characters. */
export const shortestPassword = 12

/** Owners act on everybody; admins on viewers and engineers. */
export function mayActOn(actor: Role, target: Role): boolean {
  return actor === 'owner' || (actor === 'admin' && roles.indexOf(target) < roles.indexOf('admin'))
}
