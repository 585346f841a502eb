import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { updateCaseOf } from '../../eval/case-in-memory.ts'
import { diagnosisCases } from '../../eval/diagnosis.ts'
import { play } from '../../eval/rehearse.ts'
import { clientWordings } from '../flows/client-wordings.ts'
import { shippedFlows } from '../flows/shipped.ts'
import { phrases } from '../model/playbook/client-phrases.ts'
import { playUpdate } from '../model/playbook/update.ts'
import { labelByRule } from '../sessions/fact-label.ts'
import { isLong } from '../testing/chance.ts'
import { findSpots, type Lists } from './find-spots.ts'
import { spaced } from './words.ts'

const lists = (more: Partial<Lists> = {}): Lists => ({
  names: {
    colleagues: ['Cleo Marchetti'],
    members: ['cmarchetti'],
    other_clients: ['Fabrikam Law'],
    machines: [],
  },
  places: { own: [], mailboxes: [], ours: [] },
  internal: { notes: [], facts: [], allowed: '' },
  theirs: spaced('Contoso Dental Ann Reyes', 10),
  ...more,
})
const marked = (text: string, more: Partial<Lists> = {}) =>
  findSpots(text, lists(more)).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)} | ${text}`)

test('no wording of a flow is marked, in neither language', () => {
  expect(shippedFlows().flatMap((flow) => clientWordings(flow).flatMap((text) => marked(text)))).toEqual([])
})

test('no phrase around them is', () => {
  const said = Object.values(phrases).flatMap((speech) =>
    Object.values(speech).flatMap((phrase) =>
      typeof phrase === 'function'
        ? [phrase('the problem')]
        : typeof phrase === 'string'
          ? [phrase]
          : Object.values(phrase),
    ),
  )
  expect(said.flatMap((text) => marked(text))).toEqual([])
})

const folder = join(import.meta.dirname, '../../eval/cases/diagnosis')
const cases = readdirSync(folder).flatMap((name) =>
  v.parse(diagnosisCases, JSON.parse(readFileSync(join(folder, name), 'utf8'))),
)
/** Each takes a while: all of them in the long run. */
const some = cases.filter((_, at) => isLong || at % 8 === 0)

describe('the text of a whole case', () => {
  test.each(some.map((one) => [one.name, one] as const))('%s', { timeout: 30_000 }, (_name, one) => {
    const { summary, type, notes } = one.ticket
    const told = notes.map(({ by, text }, at) => ({ id: `n${at}`, from: by, text }))
    const here = play({ ticket: { summary, type: type ?? '', notes: told } }, one.words)
    const state = updateCaseOf(here, { client_first_name: 'Ann' })
    const ofClient = notes.filter(({ by }) => by === 'client').map(({ text }) => text)
    const known = {
      internal: {
        notes: notes.filter(({ by }) => by === 'colleague').map(({ text }) => text),
        facts: here.state.facts
          .map(({ text }) => ({ text, source_kind: 'engineer' as const }))
          .filter((fact) => labelByRule(fact, { flows: [here.flow], client_words: '' }) === 'internal')
          .map(({ text }) => text),
        allowed: spaced(clientWordings(here.flow).join(' '), 20_000),
      },
      theirs: spaced(['Contoso Dental Ann Reyes', ...ofClient].join(' '), 5_000),
    }
    for (const audience of ['client_update', 'email_draft'] as const) {
      const templates = {
        ...{ client_tone: 'professional', client_signoff: 'auto' },
        ...{ include_company_in_signoff: true, ticket_notes_format: 'plain' },
      }
      const { text } = playUpdate(
        state,
        { audience, length: 'detailed', context: 'status', templates },
        here.flow,
      )
      expect(marked(text, known)).toEqual([])
    }
  })
})
