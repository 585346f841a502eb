import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { type Config, readConfig } from '../server/config.ts'
import { createGateway } from '../server/model/anthropic.ts'
import type { ModelTurn } from '../server/model/gateway.ts'
import { leakedIn } from '../server/model/leaked-words.ts'
import type { LedgerEntry } from '../server/model/ledger.ts'
import { prompt } from '../server/model/prompt.ts'
import { type TurnOutput, turnOutput } from '../server/model/protocol.ts'
import { turnMessages } from '../server/sessions/turn-messages.ts'
import { answered, type Intake, movedTo, type Rehearsal, type Unanswered, unanswered } from './rehearse.ts'

const longestAnswerMs = 300_000

/** What the calls of one model took, and what it said that it should not. */
export type Used = {
  calls: number
  tokens: number
  /** Micro-dollars; a model without a known price counts 0. */
  price_micros: number
  median_first_text_ms: number
  /** Ids that name no row of the case: what was asked of them is dropped. */
  dropped_operations: number
  /** Example names of ours that stand in no input. */
  leaked_words: number
}

/** The models of the environment, strong and fast; none without a key or an address. */
export function realModels(): string[] {
  const config = readConfig()
  if (!config.ANTHROPIC_API_KEY && !config.ANTHROPIC_BASE_URL) return []
  return [...new Set([config.MODEL_DIAGNOSIS, config.MODEL_FAST])]
}

/** Plays cases on one model through the product's own gateway, prompt and messages; the ledger stands in memory. */
export function createRealPlayer(model: string, config: Config = readConfig()) {
  const firstTexts: number[] = []
  const used: Used = {
    calls: 0,
    tokens: 0,
    price_micros: 0,
    median_first_text_ms: 0,
    dropped_operations: 0,
    leaked_words: 0,
  }
  const ledger = {
    enter: async (_request: unknown, { usage, price_micros, first_text_ms }: LedgerEntry) => {
      const { input_tokens, cache_read_tokens, cache_write_tokens, output_tokens } = usage
      used.calls += 1
      used.tokens += input_tokens + cache_read_tokens + cache_write_tokens + output_tokens
      used.price_micros += price_micros ?? 0
      if (first_text_ms !== null) firstTexts.push(first_text_ms)
    },
    usedToday: async () => 0,
  }
  const log = pino({ level: 'silent' })
  // what a second model answered would be credited to this one
  const { MODEL_FALLBACK: _, ...alone } = config
  const gateway = createGateway({ config: { ...alone, MODEL_DIAGNOSIS: model }, ledger, log })

  async function ask(here: Unanswered, history: ModelTurn[], words: string, isNew: boolean) {
    const { opening, input } = await turnMessages({
      history,
      flow: { flow: here.flow, isNew },
      ticket: history.length === 0 ? here.ticket : null,
      state: here.state,
      words,
      images: [],
    })
    const ids = { account_id: randomUUID(), user_id: randomUUID(), session_id: randomUUID() }
    const answer = await gateway.ask(
      {
        ...ids,
        task: 'diagnosis',
        system: prompt('sessions/diagnosis'),
        history: [...history, ...opening],
        input,
        schema: turnOutput,
        streams: 'reply',
        policy: 'allowed',
      },
      { text: () => {}, restart: () => {} },
      AbortSignal.timeout(longestAnswerMs),
    )
    if (answer.state !== 'answered' || answer.kind === 'offline' || answer.model !== model)
      throw new Error(`${model} gave no answer. Is the key right, and the model known?`)
    const { content, origin, value } = answer
    const said = knownRows(here, value)
    used.dropped_operations += said.dropped
    used.leaked_words += leakedIn(value.reply).filter((word) => !JSON.stringify(here).includes(word)).length
    return { value: said.value, turns: [...opening, input, { role: 'assistant' as const, content, origin }] }
  }

  /** A whole case; `onAnswer` hears how it stands after each answer. */
  async function play(
    intake: Intake,
    messages: string[],
    onAnswer: (here: Rehearsal) => void,
  ): Promise<void> {
    let history: ModelTurn[] = []
    let here: Unanswered = unanswered(intake)
    for (const [at, words] of [intake.words ?? '', ...messages].entries()) {
      const before = here.flow.key
      if (at > 0) here = movedTo(here, words)
      const { value, turns } = await ask(here, history, words, at === 0 || here.flow.key !== before)
      history = [...history, ...turns]
      const now = answered(here, words, value)
      onAnswer(now)
      here = now
    }
    firstTexts.sort((a, b) => a - b)
    used.median_first_text_ms = firstTexts[Math.floor(firstTexts.length / 2)] ?? 0
  }
  return { play, used }
}

/** Changes of rows that the case does not have are left out, as the product does, and counted. */
function knownRows({ state }: Unanswered, said: TurnOutput): { value: TurnOutput; dropped: number } {
  const ids = new Set([...state.tasks, ...state.facts, ...state.causes].map(({ id }) => id))
  const known = { change: (one: { id: string }) => ids.has(one.id), id: (id: string) => ids.has(id) }
  const value: TurnOutput = {
    ...said,
    task_changes: said.task_changes.filter(known.change),
    removed_tasks: said.removed_tasks.filter(known.id),
    fact_changes: said.fact_changes.filter(known.change),
    removed_facts: said.removed_facts.filter(known.id),
    removed_causes: said.removed_causes.filter(known.id),
  }
  const count = (one: TurnOutput) =>
    [one.task_changes, one.removed_tasks, one.fact_changes, one.removed_facts, one.removed_causes].flat()
      .length
  return { value, dropped: count(said) - count(value) }
}
