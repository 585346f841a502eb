import type Anthropic from '@anthropic-ai/sdk'
import type * as v from 'valibot'

export type ModelKind = 'anthropic' | 'offline'

/** `diagnosis` leads a case (strong model), `rewrite` writes updates (fast model). */
export type ModelTask = 'diagnosis' | 'rewrite'

/** Content blocks of one past turn, replayed unchanged byte for byte. */
export type ModelTurn = { role: 'user' | 'assistant'; content: Anthropic.MessageParam['content'] }

export type ModelUsage = {
  input_tokens: number
  output_tokens: number
  cache_read_tokens: number
  cache_write_tokens: number
}

/**
 * One structured call. `schema`'s first property is the string that streams to the reader
 * (`reply` or `text`); every property is required, null instead of optional.
 * `system` is frozen text, the same for every case; `history` is append-only; `input` is the newest user turn.
 * `account_id`, `user_id`, `session_id` go to the ledger and the budget, never to the model.
 */
export type ModelRequest<S extends v.GenericSchema> = {
  task: ModelTask
  account_id: string
  user_id: string
  session_id: string
  system: string
  history: ModelTurn[]
  input: ModelTurn
  schema: S
  /** Key of the streamed string. */
  streams: string
  max_tokens: number
}

export type ModelReaders = {
  /** The next piece of the streamed string. */
  text(delta: string): void
  /** A second try begins: what was streamed so far is void. */
  restart(): void
}

/**
 * `answered`: whole and valid. `partial`: stopped or cut for good, `text` is what was streamed.
 * `failed`: nothing usable; `problem` is a model_* code of problems.ts.
 * `kind` says who answered; `remark` is a sentence when the offline model stepped in.
 */
export type ModelAnswer<T> =
  | {
      state: 'answered'
      value: T
      kind: ModelKind
      model: string
      content: Anthropic.MessageParam['content']
      usage: ModelUsage
      remark: string | null
    }
  | {
      state: 'partial'
      text: string
      kind: ModelKind
      problem: ModelProblemCode | null
      remark: string | null
    }
  | { state: 'failed'; problem: ModelProblemCode; kind: ModelKind }

export type ModelProblemCode = 'model_unavailable' | 'model_refused' | 'model_invalid' | 'model_budget_spent'

/**
 * The one door to any model. Never throws for an expected failure. Retries once on max_tokens, a broken schema
 * or a fault amid the stream, never on a refusal; when the real model is away, overloaded or out of budget the
 * offline model answers the same request and `remark` says so. `signal` is the person's stop.
 */
export type ModelGateway = {
  readonly label: { kind: ModelKind; label: string }
  ask<S extends v.GenericSchema>(
    request: ModelRequest<S>,
    readers: ModelReaders,
    signal: AbortSignal,
  ): Promise<ModelAnswer<v.InferOutput<S>>>
}
