import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { hostname } from 'node:os'
import type { Logger } from 'pino'
import { guardModel } from './ai-policy/guard-model.ts'
import { createBackground } from './background.ts'
import type { Config } from './config.ts'
import { createLookedInVain } from './connections/member-mapping.ts'
import { createKeyUses } from './connections/record-key-use.ts'
import type { Database } from './db/connect.ts'
import { createEventHub } from './events/hub.ts'
import { createFlowCache } from './flows/leading.ts'
import { createBuiltUi } from './http/built-ui.ts'
import { createReads } from './http/count-reads.ts'
import { createKeys } from './keys/keys.ts'
import { createMailer } from './mail/mailer.ts'
import { measureBackground, measureModel, observeModel } from './metrics/measure.ts'
import { metricsOf } from './metrics/metrics.ts'
import { createGateway } from './model/anthropic.ts'
import { createLedger } from './model/ledger.ts'
import { createPresence } from './presence/presence.ts'
import { createGuardedFetch } from './psa/guard.ts'
import { createRegistry } from './psa/registry.ts'
import { createConfirmedMembers } from './sign-in/confirmed-members.ts'
import { createKnownProviders } from './sign-in/oidc-provider.ts'
import { createPodAccounts } from './sign-in/pod-accounts.ts'
import { resolveTxt } from './sign-in/resolve-txt.ts'
import { createSsoOffer } from './sign-in/sso-realm.ts'
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
  /** Instead of the guarded network and the name servers: for sign-in. */
  outside?: Partial<World['outside']> | undefined
}

export async function createWorld({
  config,
  db,
  log,
  draining,
  psaFetch,
  modelFetch,
  outside,
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
    mail: await createMailer(config, log),
    hub,
    presence: await createPresence({ db, hub, log }),
    flows: createFlowCache(),
    confirmed: createConfirmedMembers(),
    pod_accounts: createPodAccounts(),
    providers: createKnownProviders(),
    sso_offer: createSsoOffer(),
    key_uses: createKeyUses(),
    looked_in_vain: createLookedInVain(),
    reads: createReads(),
    ui: createBuiltUi({ mayChange: config.NODE_ENV !== 'production' }),
    log,
    draining,
    outside: {
      fetch: createGuardedFetch({ allowLoopback: config.ALLOW_LOOPBACK_PSA }),
      resolveTxt,
      ...outside,
    },
    psa: createRegistry({ config, log, ...(psaFetch ? { fetch: psaFetch } : {}) }),
    model: measureModel(
      guardModel(
        createGateway({
          config,
          ledger: createLedger(db),
          log,
          observer: observeModel(metrics),
          ...(modelFetch ? { fetch: modelFetch } : {}),
        }),
        db,
      ),
      metrics,
    ),
    process_id: `${hostname().slice(0, 40)}-${process.pid}-${randomUUID().slice(0, 8)}`,
    background: measureBackground(createBackground(log), metrics),
  }
}
