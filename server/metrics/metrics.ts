import type { World } from '../world.ts'
import { createRegistry } from './registry.ts'

const requestBucketsS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const workBucketsS = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

export type Metrics = ReturnType<typeof createMetrics>

/** What this process counts. Labels name routes, states and kinds, never accounts, people or rows. */
function createMetrics() {
  const registry = createRegistry()
  const { counter, gauge, histogram } = registry
  return {
    text: registry.text,
    requests: counter('flowpilot_http_requests_total', 'Requests by route pattern and status.', [
      'method',
      'route',
      'status',
    ]),
    requestSeconds: histogram(
      'flowpilot_http_request_seconds',
      'Until the answer begins; a stream goes on after it.',
      requestBucketsS,
      ['method'],
    ),
    postOutcomes: counter(
      'flowpilot_post_outcomes_total',
      'Answers of the PSA to a note, by what they mean.',
      ['kind'],
    ),
    postWriteSeconds: histogram(
      'flowpilot_post_write_seconds',
      'One note on its way to the PSA.',
      requestBucketsS,
      [],
    ),
    modelCalls: counter(
      'flowpilot_model_calls_total',
      'Calls of the model by task, kind and how they ended.',
      ['task', 'kind', 'state'],
    ),
    modelAttempts: counter(
      'flowpilot_model_attempts_total',
      'Single calls of a model by kind and outcome: answered, or the class of the failure.',
      ['kind', 'outcome'],
    ),
    modelProblem: gauge(
      'flowpilot_model_problem',
      '1 while the model API refuses our key, a model id or the form of our requests.',
      ['code'],
    ),
    modelTokens: counter('flowpilot_model_tokens_total', 'Tokens of answered calls.', ['kind', 'what']),
    workSeconds: histogram(
      'flowpilot_work_seconds',
      'Work behind a request: turns, updates, posts.',
      workBucketsS,
      ['work'],
    ),
    posts: gauge('flowpilot_posts', 'Posts not at their end, by state, in the whole database.', ['state']),
    queueAge: gauge(
      'flowpilot_post_queue_age_seconds',
      'How long the oldest due work of the outbox has waited.',
      ['queue'],
    ),
    connections: gauge(
      'flowpilot_connections_held_back',
      'Connections through which nothing is sent, by why.',
      ['why'],
    ),
    streams: gauge('flowpilot_event_streams', 'Open event streams of this process.'),
    databaseUp: gauge('flowpilot_database_up', '1 when the database answered this question.'),
    databaseSeconds: gauge(
      'flowpilot_database_wait_seconds',
      'One empty question through the pool, waiting included.',
    ),
    databaseConnections: gauge(
      'flowpilot_database_connections',
      'Connections of all processes to the database.',
      ['state'],
    ),
  }
}

const known = new WeakMap<AbortSignal, Metrics>()

/** One set per process; a world is known by its signal, also where it is wrapped. */
export function metricsOf(world: Pick<World, 'draining'>): Metrics {
  const metrics = known.get(world.draining) ?? createMetrics()
  known.set(world.draining, metrics)
  return metrics
}
