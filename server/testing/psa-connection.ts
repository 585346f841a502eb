import type { PsaConnection } from '../psa/provider.ts'
import { simulatorClientId, simulatorKeys, simulatorSite } from './people.ts'

type Given = { url?: string; id?: string; public_key?: string; private_key?: string; company_id?: string }

/** A connection to the simulator's company `acme`, as a row of the database gives it. */
export const connectionTo = (given: Given = {}): PsaConnection => {
  const { url = simulatorSite, id = 'c1', company_id = 'acme', ...keys } = given
  return {
    id,
    account_id: 'a1',
    kind: 'connectwise',
    site: { url, company_id, client_id: simulatorClientId },
    credentials: { ...simulatorKeys, ...keys },
  }
}
