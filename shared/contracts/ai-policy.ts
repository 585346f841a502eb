import * as v from 'valibot'
import { channelKind } from './channels.ts'
import { filledText, id, instant, text } from './common.ts'
import { timeZone } from './preferences.ts'

/**
 * What a model outside may read of a client. `off`: nothing, the offline model answers. `redacted`: names, hosts and
 * addresses are replaced on the way out and put back in the answer, pictures stay here. Strictest first.
 */
export const aiPolicies = ['off', 'redacted', 'allowed'] as const
const policy = v.picklist(aiPolicies)
export type AiPolicy = v.InferOutput<typeof policy>

/** What is set for one client. `policy` null: the usual. `time_zone` null: that of the account. */
export const clientPolicy = v.object({
  id,
  client_name: v.string(),
  policy: v.nullable(policy),
  time_zone: v.nullable(v.string()),
  reason: v.string(),
  set_by: v.nullable(v.string()),
  set_at: instant,
})
export type ClientPolicy = v.InferOutput<typeof clientPolicy>

/** `usual`: of clients that none is set for. `known_clients`: names that stand in tickets or cases, for the choice of an admin. */
export const accountAiPolicy = v.object({
  usual: policy,
  clients: v.array(clientPolicy),
  known_clients: v.array(v.string()),
})
export type AccountAiPolicy = v.InferOutput<typeof accountAiPolicy>

export const usualPolicy = v.strictObject({ usual: policy })
/**
 * Of the client of this name, whatever its capitals; what was set for it before gives way. `time_zone`: of promises and
 * times in texts that it reads.
 */
export const clientPolicyOrder = v.pipe(
  v.strictObject({
    client_name: filledText(200),
    policy: v.nullable(policy),
    reason: v.optional(text(300), ''),
    time_zone: v.optional(v.nullable(timeZone), null),
  }),
  v.check((order) => order.policy !== null || order.time_zone !== null, 'A policy or a time zone.'),
)
export type ClientPolicyOrder = v.InferOutput<typeof clientPolicyOrder>

/**
 * What holds in a case: the strictest of its ticket's company and its client's name, else the usual. A case that was
 * redacted once stays so while it lives. `client_name` null: no client's own.
 */
export const caseAiPolicy = v.object({ policy, client_name: v.nullable(v.string()), reason: v.string() })
export type CaseAiPolicy = v.InferOutput<typeof caseAiPolicy>

/** Where data of the account goes outside, by how the server is set up; null: not set up. Hosts without paths. */
export const destinations = v.object({
  model: v.nullable(v.object({ host: v.string(), models: v.array(v.string()) })),
  psa: v.nullable(v.object({ host: v.string() })),
  mail: v.nullable(v.object({ host: v.string() })),
  rooms: v.array(v.object({ kind: channelKind, name: v.string(), host: v.string() })),
})
export type Destinations = v.InferOutput<typeof destinations>
