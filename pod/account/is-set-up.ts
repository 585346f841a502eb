import type { Connection, ConnectionSetup } from '../../shared/contracts/connections.ts'

/** Members and pod may wait; without working keys and a note that was read back nothing is proved. */
export function isSetUp({ health }: Pick<Connection, 'health'>, setup: ConnectionSetup): boolean {
  return health === 'ok' && setup.note?.state === 'verified'
}
