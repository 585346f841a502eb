import type { GenericSchema } from 'valibot'
import type { ModelRequest, ModelUsage } from './gateway.ts'
import { imagesNamed, tokensPerImage } from './images.ts'
import { taskPolicies } from './tasks.ts'

/** Dollars per million tokens. */
type Price = { input: number; output: number; cache_read: number }
type PriceRow = Price & { prefix: string; long_prompt?: Price & { from_tokens: number } }

/** List prices of November 2026; the first prefix that fits counts. */
const priceTable: PriceRow[] = [
  { prefix: 'claude-fable-5-1', input: 10, output: 50, cache_read: 0.25 },
  { prefix: 'claude-mythos-5-1', input: 10, output: 50, cache_read: 0.25 },
  { prefix: 'claude-fable-5', input: 10, output: 50, cache_read: 1 },
  { prefix: 'claude-mythos-5', input: 10, output: 50, cache_read: 1 },
  { prefix: 'claude-opus-5-5', input: 4, output: 20, cache_read: 0.2 },
  { prefix: 'claude-opus-5', input: 5, output: 25, cache_read: 0.5 },
  { prefix: 'claude-opus-4-1', input: 15, output: 75, cache_read: 1.5 },
  { prefix: 'claude-opus-4-', input: 5, output: 25, cache_read: 0.5 },
  { prefix: 'claude-sonnet-5-5', input: 2, output: 10, cache_read: 0.1 },
  { prefix: 'claude-sonnet-5', input: 2, output: 10, cache_read: 0.2 },
  { prefix: 'claude-sonnet-4', input: 3, output: 15, cache_read: 0.3 },
  {
    prefix: 'claude-haiku-5-5',
    input: 0.1,
    output: 0.5,
    cache_read: 0.01,
    long_prompt: { from_tokens: 100_000, input: 0.5, output: 2.5, cache_read: 0.05 },
  },
  { prefix: 'claude-haiku-4', input: 1, output: 5, cache_read: 0.1 },
]
const write5m = 1.25
const write1h = 2

/** Price of a call in micro-dollars; null for a model that is not in the table. */
export function priceMicros(model: string, usage: ModelUsage): number | null {
  const row = priceTable.find(({ prefix }) => model.startsWith(prefix))
  return row ? priceAt(row, usage) : null
}

/** What a call with these tokens would cost on the dearest known model. */
export function dearestMicros(usage: ModelUsage): number {
  return Math.max(...priceTable.map((row) => priceAt(row, usage)))
}

const charactersPerToken = 3
/** An answer takes about a quarter of the room it has. */
const usedOfRoom = 0.25

/** About what a request will cost, before it is sent: nothing of it cached. */
export function likelyMicros(
  model: string,
  {
    task,
    system,
    history,
    input,
  }: Pick<ModelRequest<GenericSchema>, 'task' | 'system' | 'history' | 'input'>,
): number {
  const usage = {
    input_tokens:
      Math.ceil(JSON.stringify([system, history, input]).length / charactersPerToken) +
      imagesNamed([...history, input]).length * tokensPerImage,
    output_tokens: taskPolicies[task].max_tokens * usedOfRoom,
    thinking_tokens: null,
    cache_read_tokens: 0,
    cache_write_tokens: 0,
    cache_write_1h_tokens: 0,
  }
  return priceMicros(model, usage) ?? dearestMicros(usage)
}

/** A dollar per million tokens is a micro-dollar per token. */
function priceAt(row: PriceRow, usage: ModelUsage): number {
  const { input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens } = usage
  const prompt = input_tokens + cache_read_tokens + cache_write_tokens
  const { input, output, cache_read } =
    row.long_prompt && prompt > row.long_prompt.from_tokens ? row.long_prompt : row
  return Math.round(
    input_tokens * input +
      output_tokens * output +
      cache_read_tokens * cache_read +
      (cache_write_tokens - cache_write_1h_tokens) * input * write5m +
      cache_write_1h_tokens * input * write1h,
  )
}
