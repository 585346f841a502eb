import { describe, expect, test } from 'vitest'
import { updateCaseOf } from '../../../eval/case-in-memory.ts'
import { play, type Rehearsal, say } from '../../../eval/rehearse.ts'
import { seedTicket } from '../../../eval/seed-tickets.ts'
import { playedUpdate } from '../../testing/played-update.ts'
import type { UpdateCase, UpdateOrder } from '../protocol.ts'

const mail = { ticket: seedTicket('48291'), flow: 'email-not-arriving' }
const templates = {
  client_tone: 'professional',
  client_signoff: 'auto',
  include_company_in_signoff: true,
  ticket_notes_format: 'plain',
}
const typed = {
  root_cause: 'The disk of CD-EXCH02 was full.',
  resolution: 'Deleted old logs; Ann confirmed that mail arrives.',
  steps_taken: '1. Looked at the queue\n- Looked at the disk',
  recommendations: 'Watch the disk',
}
const write = (here: Rehearsal, asked: Partial<UpdateOrder>, closing: UpdateCase['closing'] = typed) =>
  playedUpdate(
    updateCaseOf(here, { client_first_name: 'Ann', session_status: 'resolved', minutes: 12, closing }),
    { audience: 'ticket_notes', length: 'detailed', context: 'resolution', templates, ...asked },
    here.flow,
  )
const fixed = say(play(mail, ['Yes, too wide', 'Yes, just before']), 'Yes, it is fixed')

describe('notes for engineers of a closed case', () => {
  test('say what was typed, in the parts of a resolution', () => {
    expect(write(fixed, {}).text).toBe(
      [
        'Status: Resolved\nTime spent: 12 min',
        `Root cause:\n${typed.root_cause}`,
        'Investigation steps:\n1. Looked at the queue\n2. Looked at the disk',
        `Resolution:\n${typed.resolution}`,
        'Recommendations:\n- Watch the disk',
      ].join('\n\n'),
    )
  })

  test('take the steps of the case where none were typed, and leave out what nobody recommended', () => {
    const worked = play(mail, ['Yes, too wide'])
    for (const task of worked.state.tasks) task.state = 'done'
    const { text } = write(worked, {}, { ...typed, root_cause: '', steps_taken: '', recommendations: '' })
    expect(text).toContain('Root cause:\nNo cause was recorded.')
    expect(text).toMatch(/Investigation steps:\n1\. \S/)
    expect(text).not.toContain('Recommendations')
  })

  test('quick: status, minutes, cause and what was done', () => {
    expect(write(fixed, { length: 'quick' }).text).toBe(
      `Resolved, 12 min spent. Cause: ${typed.root_cause} ${typed.resolution}`,
    )
  })
})

describe('a client', () => {
  const client = (closing = typed, here = fixed) => write(here, { audience: 'client_update' }, closing).text

  test('is not told a cause that what was typed does not name', () => {
    expect(client({ ...typed, root_cause: '' })).toContain('This was the cause: a rule in the mail system')
    expect(client()).not.toContain('This was the cause')
    expect(client()).not.toMatch(/CD-EXCH02|logs/)
  })

  test('is told the cause that was typed in the words of the flow', () => {
    const cause = fixed.flow.nodes.find((node) => node.kind === 'conclusion')
    if (cause?.kind !== 'conclusion') throw new Error('the flow has no conclusion')
    const text = client({ ...typed, root_cause: cause.hypothesis }, play(mail, ['No rule matches']))
    expect(text).toContain(cause.client.en.slice(1))
    expect(text).toMatch(/^Hello Ann,\n\nOur work on .+ is complete\./)
  })

  test('reads of no repair where none was typed', () => {
    expect(client({ ...typed, resolution: 'Spam, close it' })).toContain('there was nothing to repair')
  })

  test('has the end in the subject of an e-mail', () => {
    expect(write(fixed, { audience: 'email_draft' }).subject).toMatch(/^Resolved: .+ — 48291$/)
  })

  test('of an escalation hears of the specialist, what they get and when we write again', () => {
    const here = play(mail, ['Yes, too wide'])
    const asked = { audience: 'client_update', context: 'escalation' } as const
    for (const length of ['quick', 'detailed'] as const) {
      const { text } = write(here, { ...asked, length }, null)
      expect(text).toMatch(/We are bringing in a specialist for .+\. They get everything that we have found/)
      expect(text).toContain('We will write again')
    }
  })
})
