import * as v from 'valibot'

/** What the model API refuses for good: the key, a configured model id, its address, or the form of our requests. */
export const modelProblem = v.object({
  code: v.picklist(['key_refused', 'model_unknown', 'address_redirects', 'request_rejected']),
  /** What is wrong and what an admin can do about it. */
  message: v.string(),
  since: v.string(),
})
export type ModelProblem = v.InferOutput<typeof modelProblem>

const spending = v.object({ calls: v.number(), dollars: v.number() })

/** GET /accounts/me/model, for admins. */
export const modelStatus = v.object({
  /** Who answers. */
  kind: v.picklist(['anthropic', 'offline']),
  label: v.string(),
  /** Model ids by what they do; null: the offline model does everything. */
  models: v.nullable(v.object({ strong: v.string(), fast: v.string(), second: v.nullable(v.string()) })),
  /** `unknown`: not called yet. `busy`: overloaded or unreachable right now. `rejected`: see `problem`. */
  state: v.picklist(['ok', 'unknown', 'busy', 'rejected', 'offline']),
  problem: v.nullable(modelProblem),
  /** UTC days and months, this account alone. */
  today: spending,
  month: spending,
  /** Per day; null: no budget. */
  budget_dollars: v.nullable(v.number()),
  /** Calls of this month whose model has no known price: they are missing in `dollars`. */
  unpriced_calls: v.number(),
  /** Share of this month's prompt tokens that came from the cache, 0 to 1; null without calls. */
  cache_read_share: v.nullable(v.number()),
})
export type ModelStatus = v.InferOutput<typeof modelStatus>
