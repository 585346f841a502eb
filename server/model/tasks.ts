import type Anthropic from '@anthropic-ai/sdk'
import type { ModelTask } from './gateway.ts'

type Effort = 'low' | 'medium' | 'high'

export type TaskPolicy = {
  model: 'strong' | 'fast'
  effort: Effort
  thinking: 'adaptive' | 'disabled'
  /** Thinking included. */
  max_tokens: number
}

/** What each task asks of the model. Effort and thinking are part of the cached prefix: a change empties the cache. */
export const taskPolicies: Record<ModelTask, TaskPolicy> = {
  diagnosis: { model: 'strong', effort: 'medium', thinking: 'adaptive', max_tokens: 12_000 },
  brief: { model: 'strong', effort: 'medium', thinking: 'adaptive', max_tokens: 8_000 },
  update: { model: 'fast', effort: 'low', thinking: 'disabled', max_tokens: 3_000 },
  check: { model: 'fast', effort: 'low', thinking: 'disabled', max_tokens: 2_000 },
}

/** Models that refuse `thinking: disabled` with a 400. */
const alwaysThink = ['claude-opus-5-5', 'claude-fable-', 'claude-mythos-']
/** Models from before adaptive thinking, which refuse it and `effort` with a 400. */
const neitherThinkNorEffort = ['claude-haiku-4', 'claude-sonnet-4-5', 'claude-opus-4-1', 'claude-3']

type Knobs = { thinking?: Anthropic.ThinkingConfigParam; effort?: Effort }

/** Effort and thinking of a policy as this model takes them. */
export function knobsFor({ effort, thinking }: TaskPolicy, model: string): Knobs {
  const isOneOf = (prefixes: string[]) => prefixes.some((prefix) => model.startsWith(prefix))
  if (isOneOf(neitherThinkNorEffort)) return {}
  if (thinking === 'disabled' && isOneOf(alwaysThink)) return { effort }
  return { thinking: { type: thinking }, effort }
}
