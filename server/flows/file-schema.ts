import * as v from 'valibot'
import {
  type Flow,
  type FlowNode,
  type FlowTask,
  senses,
  type Wording,
} from '../../shared/contracts/flows.ts'
import { faultsOfClientText } from './jargon.ts'

const limits = { nodes: 300, options: 9, steps: 40, words: 150, signs: 300, clientText: 300 }

const text = (atMost: number) => v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(atMost))
const phrase = v.pipe(
  text(80),
  v.check((words) => words === words.toLowerCase(), 'Words are written in lower case.'),
)
const key = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'A key is at most 40 small letters, digits and hyphens.'),
)
const whole = (least: number, most: number) =>
  v.pipe(
    v.string(),
    v.regex(/^-?\d{1,3}$/, `A whole number from ${least} to ${most} stands here.`),
    v.transform(Number),
    v.minValue(least),
    v.maxValue(most),
  )
const optional = <S extends v.GenericSchema>(schema: S) => v.optional(v.nullable(schema), null)
const listOf = <S extends v.GenericSchema>(schema: S, most: number) =>
  v.optional(v.pipe(v.array(schema), v.maxLength(most)), [])
/** A map without other keys. */
const map = <E extends v.ObjectEntries>(entries: E) => v.objectWithRest(entries, v.never())

const has = (input: unknown, name: string): boolean =>
  typeof input === 'object' && input !== null && name in input

/** Words for a client: a text is English, a map holds English and German. */
const clientText = (kind: 'sentence' | 'noun phrase') => {
  const words = v.pipe(
    text(limits.clientText),
    v.rawCheck(({ dataset, addIssue }) => {
      // the search for addresses takes the square of a text's length
      if (!dataset.typed || dataset.value.length > limits.clientText) return
      for (const message of faultsOfClientText(dataset.value, kind)) addIssue({ message })
    }),
  )
  return v.lazy(
    (input): v.GenericSchema<unknown, Wording> =>
      typeof input === 'object' && input !== null
        ? map({ en: words, de: optional(words) })
        : v.pipe(
            words,
            v.transform((en) => ({ en, de: null })),
          ),
  )
}
const sentence = clientText('sentence')

const stepMap = map({
  text: text(100),
  detail: optional(text(800)),
  command: optional(text(1_000)),
  undo: optional(text(400)),
  risk: optional(text(400)),
})
const step = v.lazy(
  (input): v.GenericSchema<unknown, FlowTask> =>
    typeof input === 'object' && input !== null
      ? stepMap
      : v.pipe(
          text(100),
          v.transform((words) => ({ text: words, detail: null, command: null, undo: null, risk: null })),
        ),
)
const steps = v.pipe(v.array(step), v.minLength(1), v.maxLength(limits.steps))

const option = v.pipe(
  map({
    label: text(40),
    words: listOf(phrase, limits.words),
    sense: optional(v.picklist(senses)),
    means: text(300),
    finding: optional(text(200)),
    status: v.optional(v.picklist(['confirmed', 'ruled_out', 'pending'])),
    client: optional(sentence),
    to: key,
  }),
  v.forward(
    v.check(({ finding, status }) => finding !== null || status === undefined, 'A status needs a finding.'),
    ['status'],
  ),
  v.forward(
    v.check(
      ({ finding, client }) => finding !== null || client === null,
      'Words for the client need a finding.',
    ),
    ['client'],
  ),
  v.transform(({ finding, status = 'confirmed', client, ...rest }) => ({
    ...rest,
    finding: finding === null ? null : { text: finding, status, client },
  })),
)

type Unkeyed<N> = N extends { key: string } ? Omit<N, 'key'> : never
type NodeSchema = v.GenericSchema<unknown, Unkeyed<FlowNode>>

const question = v.pipe(
  map({
    ask: text(200),
    context: optional(text(500)),
    check: optional(step),
    client: sentence,
    hypothesis: optional(text(200)),
    confidence: whole(0, 100),
    options: listOf(option, limits.options),
    otherwise: key,
  }),
  v.transform(({ check, ...rest }) => ({ kind: 'question' as const, ...rest, task: check })),
)
const conclusion = v.pipe(
  map({
    cause: text(200),
    words: listOf(phrase, limits.words),
    client: sentence,
    next: sentence,
    confidence: whole(0, 100),
    fix: steps,
    verify: text(200),
    not_fixed: key,
  }),
  v.transform(({ cause, next, ...rest }) => ({
    kind: 'conclusion' as const,
    ...rest,
    hypothesis: cause,
    client_next: next,
  })),
)
const checklist = v.pipe(
  map({
    says: text(500),
    checks: steps,
    client: sentence,
    // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; the value is a text
    then: optional(key),
  }),
  v.transform((rest) => ({ kind: 'checklist' as const, ...rest })),
)
const end = v.pipe(
  map({ end: v.picklist(['fixed', 'unexplained']), says: text(500), client: sentence }),
  v.transform(({ end: outcome, ...rest }) => ({ kind: 'end' as const, ...rest, outcome })),
)

/** Which kind of node a map is, by the key that only this kind has. */
const kinds: Record<string, NodeSchema> = { ask: question, cause: conclusion, checks: checklist, end }

const node = v.lazy(
  (input): NodeSchema =>
    kinds[Object.keys(kinds).find((name) => has(input, name)) ?? ''] ??
    v.custom<Unkeyed<FlowNode>>(() => false, 'A node has one of the keys ask, cause, checks or end.'),
)

/** The file as people write it, read into the flow that is walked. docs/flows.md describes every key. */
export const flowFile = v.pipe(
  map({
    key,
    name: text(80),
    domain: text(40),
    category: v.pipe(
      text(40),
      v.check((words) => words.split(/\s+/).length <= 3, 'A category has at most three words.'),
    ),
    client_problem: clientText('noun phrase'),
    signs: v.optional(v.pipe(v.record(phrase, whole(-5, 5)), v.maxEntries(limits.signs)), {}),
    start: key,
    nodes: v.pipe(v.record(key, node), v.minEntries(1), v.maxEntries(limits.nodes)),
  }),
  v.transform(
    ({ signs, nodes, ...rest }): Flow => ({
      ...rest,
      signs: Object.entries(signs).map(([word, weight]) => ({ word, weight })),
      nodes: Object.entries(nodes).map(([name, body]) => ({ key: name, ...body })),
    }),
  ),
)
