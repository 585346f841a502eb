import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { hostname } from 'node:os'
import type { Logger } from 'pino'
import { createKeys } from './accounts/keys.ts'
import { createBackground } from './background.ts'
import type { Config } from './config.ts'
import type { Database } from './db/connect.ts'
import { createEventHub } from './events/hub.ts'
import { createFlowCache } from './flows/leading.ts'
import { measureBackground, measureModel, observeModel } from './metrics/measure.ts'
import { metricsOf } from './metrics/metrics.ts'
import { createGateway } from './model/anthropic.ts'
import { createLedger } from './model/ledger.ts'
import { createRegistry } from './psa/registry.ts'
import type { World } from './world.ts'

export type WorldParts = {
  config: Config
  db: Database
  log: Logger
  draining: AbortSignal
  /** Instead of the guarded network: a PSA in the same process. */
  psaFetch?: typeof fetch | undefined
  /** Instead of the network or the offline model: a Messages API in the same process. */
  modelFetch?: typeof fetch | undefined
}

export async function createWorld({
  config,
  db,
  log,
  draining,
  psaFetch,
  modelFetch,
}: WorldParts): Promise<World> {
  // every running turn listens to it: more than ten are no leak
  setMaxListeners(0, draining)
  const metrics = metricsOf({ draining })
  const keys = await createKeys(config, db)
  const hub = await createEventHub({ db, log, streamsPerUser: config.STREAMS_PER_USER })
  return {
    config,
    db,
    keys,
    hub,
    flows: createFlowCache(),
    log,
    draining,
    psa: createRegistry({ config, log, ...(psaFetch ? { fetch: psaFetch } : {}) }),
    model: measureModel(
      createGateway({
        config,
        ledger: createLedger(db.app),
        log,
        observer: observeModel(metrics),
        ...(modelFetch ? { fetch: modelFetch } : {}),
      }),
      metrics,
    ),
    process_id: `${hostname().slice(0, 40)}-${process.pid}-${randomUUID().slice(0, 8)}`,
    background: measureBackground(createBackground(log), metrics),
  }
}
