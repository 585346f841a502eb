import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { LookedInVain } from './connections/member-mapping.ts'
import type { KeyUses } from './connections/record-key-use.ts'
import type { Database } from './db/connect.ts'
import type { EventHub } from './events/hub.ts'
import type { FlowCache } from './flows/leading.ts'
import type { BuiltUi } from './http/built-ui.ts'
import type { Reads } from './http/count-reads.ts'
import type { Keys } from './keys/keys.ts'
import type { Mailer } from './mail/mailer.ts'
import type { ModelGateway } from './model/gateway.ts'
import type { Presence } from './presence/presence.ts'
import type { PsaFetch } from './psa/guard.ts'
import type { PsaRegistry } from './psa/provider.ts'
import type { ConfirmedMembers } from './sign-in/confirmed-members.ts'
import type { KnownProviders } from './sign-in/oidc-provider.ts'
import type { PodAccounts } from './sign-in/pod-accounts.ts'
import type { SsoOffer } from './sign-in/sso-realm.ts'

/** What lives as long as the process. */
export type World = {
  config: Config
  db: Database
  psa: PsaRegistry
  model: ModelGateway
  hub: EventHub
  presence: Presence
  keys: Keys
  /** Undefined where no SMTP server is set. */
  mail: Mailer | undefined
  flows: FlowCache
  /** Which members of a PSA it confirmed to this process. */
  confirmed: ConfirmedMembers
  /** Whose pods this process met. */
  pod_accounts: PodAccounts
  /** What identity providers said of themselves. */
  providers: KnownProviders
  /** Whether sign-in pages offer single sign-on. */
  sso_offer: SsoOffer
  /** Uses of keys that were written down lately. */
  key_uses: KeyUses
  /** People whom a PSA did not know a moment ago. */
  looked_in_vain: LookedInVain
  /** How much each person reads of this process. */
  reads: Reads
  /** What `npm run build` made of the pod and the full page. */
  ui: BuiltUi
  /** How sign-in reaches identity providers, and notifications their rooms, through the guard of PSA hosts; name servers. */
  outside: { fetch: PsaFetch; resolveTxt(name: string): Promise<string[][]> }
  log: Logger
  /** Id of this process among its replicas, the owner written on claimed rows. */
  process_id: string
  /** Aborted when the process begins to drain. */
  draining: AbortSignal
  /** Work that goes on after its request was answered (turns, sends); the drain waits for it. */
  background: { run(name: string, work: Promise<unknown>): void; settled(): Promise<void> }
}
