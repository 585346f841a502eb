import type Anthropic from '@anthropic-ai/sdk'
import type * as v from 'valibot'
import type { AiPolicy } from '../../shared/contracts/ai-policy.ts'
import type { Flow } from '../../shared/contracts/flows.ts'
import type { ModelProblem } from '../../shared/contracts/model.ts'
import type { ImageData } from './images.ts'
import type { LedgerRow } from './queries.ts'

export type ModelKind = 'anthropic' | 'offline'

/**
 * `diagnosis` leads a case and `brief` hands it on (strong model); `update` writes updates and what closes it, `check`
 * doubts what was written (fast model).
 */
export type ModelTask = 'diagnosis' | 'brief' | 'update' | 'check'

/** Who wrote an answer and after which prompt; thinking blocks are valid for no other. */
export type ModelOrigin = { kind: ModelKind; model: string; prompt_hash: string }

/** Content blocks of one past turn, as they were sent or came. `origin` is null for turns that no model wrote. */
export type ModelTurn = {
  role: 'user' | 'assistant'
  content: Anthropic.MessageParam['content']
  origin?: ModelOrigin | null
}

/** `cache_write_1h_tokens` are those of `cache_write_tokens` kept for an hour. `thinking_tokens` null: not told. */
export type ModelUsage = {
  input_tokens: number
  /** Thinking included. */
  output_tokens: number
  thinking_tokens: number | null
  cache_read_tokens: number
  cache_write_tokens: number
  cache_write_1h_tokens: number
}

/**
 * One structured call. `schema`'s first property is the string that streams to the reader
 * (`reply` or `text`), where one does; every property is required.
 * `system` is frozen text, the same for every case; `history` is append-only; `input` is the newest user turn.
 * `user_id`, `session_id` go to the ledger, `account_id` as an opaque hash to the model as well.
 */
export type ModelRequest<S extends v.GenericSchema> = {
  task: ModelTask
  account_id: string
  user_id: string
  session_id: string
  system: string
  history: ModelTurn[]
  input: ModelTurn
  /** The images that `history` and `input` name, by id. */
  images?: ReadonlyMap<string, ImageData>
  schema: S
  /** Key of the streamed string, or of several that follow each other, or of none. */
  streams: string | readonly string[]
  /** The flow in hand, whole: told to the offline model alone. */
  flow?: Flow
  /** What its client allows a model outside to read; whatever is not `allowed` stays here. */
  policy: AiPolicy
  /** Names are replaced by aliases. It counts as another prompt: thinking over names is never sent after aliases. */
  is_aliased?: boolean
}

export type ModelReaders = {
  /** The next piece of the streamed string, of that name. */
  text(delta: string, key: string): void
  /** A second try begins: what was streamed so far is void. */
  restart(): void
  /** The model is at work and has no text yet; at most once per try. */
  thinking?(): void
  /** What an attempt cost; whoever takes the row writes it, with what the answer changes. */
  spent?(row: LedgerRow): void
}

/**
 * `answered`: whole and valid. `partial`: stopped or cut for good, `text` is what was streamed.
 * `failed`: nothing usable; `problem` is a code of problems.ts.
 * `kind` says who answered; `remark` is a sentence when another model than the task's own stepped in.
 */
export type ModelAnswer<T> =
  | {
      state: 'answered'
      value: T
      kind: ModelKind
      model: string
      content: Anthropic.MessageParam['content']
      origin: ModelOrigin
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

export type ModelProblemCode =
  | 'model_unavailable'
  | 'model_refused'
  | 'model_invalid'
  | 'model_budget_spent'
  | 'image_refused'

/** `unknown`: not called yet, or a server that cannot be asked which models it has. */
export type ModelState = {
  state: 'ok' | 'unknown' | 'busy' | 'rejected' | 'offline'
  /** What an admin has to mend. */
  problem: ModelProblem | null
  models: { strong: string; fast: string; second: string | null } | null
}

/**
 * The one door to any model. Never throws for an expected failure. Who is asked after which failure is decided by
 * `nextAttempt`: the model of the task, once more, a second model, at last the offline one, and then `remark` says
 * why. `signal` is the person's stop.
 */
export type ModelGateway = {
  readonly label: { kind: ModelKind; label: string }
  ask<S extends v.GenericSchema>(
    request: ModelRequest<S>,
    readers: ModelReaders,
    signal: AbortSignal,
  ): Promise<ModelAnswer<v.InferOutput<S>>>
  /** Opens the connection that the next call will use. Delays and fails nothing. */
  warm(): void
  /** Asks the API for each configured model, at start; a wrong key or model id is then in `state()`. Never throws. */
  checkModels(): Promise<void>
  state(): ModelState
}
