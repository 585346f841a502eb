import type { Logger } from 'pino'
import type { Keys } from './accounts/keys.ts'
import type { Config } from './config.ts'
import type { Database } from './db/connect.ts'
import type { EventHub } from './events/hub.ts'
import type { FlowCache } from './flows/leading.ts'
import type { ModelGateway } from './model/gateway.ts'
import type { PsaRegistry } from './psa/provider.ts'

/** What lives as long as the process. */
export type World = {
  config: Config
  db: Database
  psa: PsaRegistry
  model: ModelGateway
  hub: EventHub
  keys: Keys
  flows: FlowCache
  log: Logger
  /** Id of this process among its replicas, the owner written on claimed rows. */
  process_id: string
  /** Aborted when the process begins to drain. */
  draining: AbortSignal
  /** Work that goes on after its request was answered (turns, sends); the drain waits for it. */
  background: { run(name: string, work: Promise<unknown>): void; settled(): Promise<void> }
}
