import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { newCase } from '../../../eval/case-in-memory.ts'
import { open, play, type Rehearsal, say } from '../../../eval/rehearse.ts'
import { seedTicket, seedTickets } from '../../../eval/seed-tickets.ts'
import type { Flow, FlowNode } from '../../../shared/contracts/flows.ts'
import { nodeAt } from '../../flows/find.ts'
import { shippedFlows } from '../../flows/shipped.ts'
import { askedAt, fixOptions } from '../../flows/walk.ts'
import { turnOutput } from '../protocol.ts'
import { playTurn } from './turn.ts'

const email = flowOf('email-not-arriving')
const vpn = flowOf('vpn')
const mail = { ticket: seedTicket('48291'), flow: email.key }
const drops = { ticket: seedTicket('48288'), flow: vpn.key }
const lockout = { ticket: seedTicket('48312'), flow: vpn.key }

const asked = ({ state }: Rehearsal): string =>
  state.questions.find((one) => one.state === 'open')?.text ?? ''
const factTexts = ({ state }: Rehearsal): string[] => state.facts.map(({ text }) => text)
const addedFacts = ({ last }: Rehearsal): string[] => last.new_facts.map(({ text }) => text)

describe('the first answer', () => {
  test('asks nothing that the ticket says, and begins at what its bounce names', () => {
    const here = open(mail)
    expect(here.last.reply).toContain('Ticket 48291 of Contoso Dental, reported by Ann Reyes')
    expect(factTexts(here)).toContain('Mail from outside does not arrive')
    expect(here.state.flow.node).toBe('rules')
    expect(here.state.hypothesis).toMatch(/transport rule/)
    expect(here.state.causes[0]?.for).not.toEqual([])
    expect(here.state.confidence.tier).toBe('exploring')
  })

  test('leads with the cause that the notes speak for', () => {
    expect(open(drops).state.hypothesis).toMatch(/Wi-Fi/)
    expect(open(lockout).state.hypothesis).toMatch(/old password/)
  })

  test('names a device only where the report does', () => {
    expect(open(drops).state.asset_name).toBe('')
    expect(open({ ticket: seedTicket('48283') }).state.asset_name).toBe('NT-SRV-FILE')
  })

  test('says once that a German ticket is read and answered in English', () => {
    const here = open({ ticket: { summary: 'VPN geht nicht' }, flow: vpn.key, language: 'de' })
    expect(here.replies[0]).toContain('reads German and answers in English')
    expect(say(here, 'nur eine Person').last.reply).not.toContain('reads German')
  })

  test.each(seedTickets.map((ticket) => [ticket.number, ticket] as const))(
    'is whole for ticket %s, and ends nothing by itself',
    (_number, ticket) => {
      const here = open({ ticket })
      expect(v.is(turnOutput, here.last)).toBe(true)
      expect(here.last.reply).toContain(`Ticket ${ticket.number}`)
      expect(nodeAt(here.flow, here.state.flow.node)).not.toMatchObject({ kind: 'end', outcome: 'fixed' })
      expect(here.state.causes.length).toBeLessThanOrEqual(3)
      checkPanel(here, ticket.number)
    },
  )
})

describe('own words', () => {
  test('that answer several questions are taken for all of them', () => {
    const here = play({ title: 'Mail is missing', flow: email.key }, [
      'incoming only. All 18 mailboxes, from all senders',
    ])
    expect(factTexts(here)).toEqual(
      expect.arrayContaining(['Mail from outside does not arrive', 'All mailboxes are affected']),
    )
    expect(here.last.reply).toContain('Taken as:')
  })

  test('that say more than the answer stay as a fact of the engineer', () => {
    const words =
      'Message trace shows the mails quarantined, transport rule "Block External" is set to all recipients'
    const here = play(mail, [words])
    expect(here.state.facts).toContainEqual(
      expect.objectContaining({ text: words, status: 'confirmed', known: 'checked', source: 'engineer' }),
    )
    expect(`${asked(here)} ${here.state.hypothesis}`).toMatch(/too wide/)
  })

  test('that are no answer and fit causes bring these as buttons; a pick brings the proof', () => {
    const here = play({ title: 'VPN trouble', flow: vpn.key }, [
      'new mesh repeater in the hallway, her phone tether is stable',
    ])
    expect(here.last.reply).toMatch(/mesh/)
    expect(JSON.stringify(here.last)).toMatch(/Wi-Fi or home network/)
    expect(addedFacts(here)).toHaveLength(1)
  })

  test.each([
    'no idea',
    'keine Ahnung',
    'later',
    'thanks',
    'this is ridiculous',
    'status update',
    'what would you check first?',
    'how do I see that?',
    'nein',
    'yes',
  ])('“%s” becomes no fact of the engineer', (words) => {
    const here = play({ title: 'VPN does not connect', flow: vpn.key }, [words])
    expect(here.state.facts.filter(({ source }) => source === 'engineer')).toEqual([])
    expect(here.last.reply).not.toBe(here.replies.at(-2))
  })

  test('said twice are never answered with the same sentence', () => {
    const here = play(mail, ['thanks', 'thanks', 'thanks', 'ok what now', 'thanks', 'thanks'])
    for (const [at, reply] of here.replies.entries()) expect(reply).not.toBe(here.replies[at - 1])
  })
})

describe('told and checked', () => {
  const begun = { title: 'VPN drops', flow: vpn.key }

  test('an answer by button is told, and ticks no step as done', () => {
    const here = play(begun, ['Drops again and again', 'At random'])
    const step = here.state.tasks.find(({ text }) => text.startsWith('List the last five drops'))
    expect(step).toMatchObject({ state: 'skipped', known: 'told', result: 'It drops at random' })
    expect(here.state.facts.at(-1)).toMatchObject({ text: 'It drops at random', known: 'told' })
  })

  test('an answer that the engineer measured closes its step as checked', () => {
    const here = play(begun, ['Drops again and again', 'I checked the logs: at random, no pattern'])
    expect(here.state.facts).toContainEqual(
      expect.objectContaining({ text: 'It drops at random', known: 'checked' }),
    )
    expect(here.state.tasks.filter(({ state }) => state === 'done')).toHaveLength(1)
  })

  test('what a person changed stays untouched', () => {
    const here = play(begun, ['Drops again and again'])
    for (const task of here.state.tasks) task.by_person = true
    const { last } = say(here, 'At random')
    expect(last.removed_tasks).toEqual([])
    expect(last.task_changes.filter(({ state }) => state !== 'active')).toEqual([])
  })
})

describe('taking back', () => {
  test('“undo” opens the last answered question again, its finding and step go', () => {
    const before = open(mail)
    const here = say(say(before, 'No rule matches'), 'undo')
    expect(asked(here)).toBe(asked(before))
    expect(factTexts(here)).toEqual(factTexts(before))
    expect(here.state.flow).toEqual(before.state.flow)
  })

  test('a correction in words takes the place of the answer', () => {
    const here = play(mail, ['no', 'sorry, wrong: it IS the transport rule'])
    expect(here.state.flow.trail).toContainEqual({ node: 'rules', option: 'Yes, too wide' })
    expect(factTexts(here)).not.toContain('Transport rule')
  })

  test('“back to …” goes to the question that it names', () => {
    const here = play(mail, ['No rule matches', 'All pass', 'back to the transport rule please'])
    expect(here.state.flow.node).toBe('rules')
  })

  test('nothing answered, nothing taken back', () => {
    const here = play({ title: 'x', flow: vpn.key }, ['undo'])
    expect(here.last.reply).toContain('no answer to take back')
  })
})

describe('causes', () => {
  test('one that the engineer types leads, and its proof is asked', () => {
    const here = play({ title: 'VPN does not connect', flow: vpn.key }, ['it is the clock on his phone'])
    expect(here.state.hypothesis).toBe('A clock is wrong')
    expect(here.state.flow.node).toBe('clock')
  })

  test('one that the flow does not know is kept as it was typed', () => {
    const here = play({ title: 'VPN does not connect', flow: vpn.key }, ['it was the sunspots'])
    expect(here.state.hypothesis).toBe('The sunspots')
    expect(here.state.causes[0]?.text).toBe('The sunspots')
  })

  test('one that is ruled out in words is named no more', () => {
    const here = play(drops, ['not the wifi'])
    expect(here.last.causes.map(({ text }) => text).join()).not.toMatch(/Wi-Fi/)
    expect(here.state.facts).toContainEqual(expect.objectContaining({ status: 'ruled_out' }))
  })

  test('skipping raises no confidence', () => {
    const here = play({ title: 'Something', flow: email.key }, ['skip', 'skip', 'skip'])
    expect(here.state.confidence.tier).toBe('discovery')
  })
})

describe('the end', () => {
  test('a fix that helped confirms the cause in hand', () => {
    const here = play(mail, ['Yes, too wide', 'narrowed the rule, mail arrives again. fixed'])
    expect(here.state.flow.node).toBe('fixed')
    expect(here.state.confidence.tier).toBe('confident')
    expect(factTexts(here).join()).toContain('Confirmed by the fix: a transport rule')
    expect(asked(here)).toBe('')
  })

  test.each(['fixed', 'yes, it is fixed', 'works now', 'läuft wieder'])(
    '“%s” ends the case anywhere and names no cause that nobody named',
    (words) => {
      const here = play({ title: 'VPN drops', flow: vpn.key }, ['Drops again and again', words])
      expect(here.state.flow.node).toBe('fixed')
      expect(factTexts(here).join()).not.toContain('Confirmed')
      expect(asked(here)).toBe('')
    },
  )

  test('the provider is not blamed when the Wi-Fi was the trouble', () => {
    const here = play(drops, [
      'ping to her router 192.168.1.1 shows 12% loss, 0% from wired desktop of her husband',
      'moved her next to the mesh box, wifi is stable now. fixed',
    ])
    expect(JSON.stringify(here.state.facts)).not.toMatch(/provider/i)
    expect(here.state.hypothesis).toMatch(/Wi-Fi/)
  })

  test('works for one but not for others is no end', () => {
    const here = play(lockout, ['Klappt jetzt nach dem Sync, aber andere Benutzer haben dasselbe Problem'])
    expect(here.state.flow.node).not.toBe('fixed')
    expect(here.last.reply).toContain('stays open')
  })

  test('“still the same” rules the cause out and goes on', () => {
    const here = play(mail, ['Yes, too wide', 'Cannot tell', fixOptions.same])
    expect(here.state.facts).toContainEqual(
      expect.objectContaining({ status: 'ruled_out', text: expect.stringMatching(/rule/) }),
    )
    expect(here.state.flow.node).toBe('sender-auth')
  })
})

describe('a question of the engineer', () => {
  test('gets the step that it is about', () => {
    const here = play(mail, ['What is the PowerShell to see who changed that rule and when?'])
    expect(here.last.reply).toContain('Search-UnifiedAuditLog')
    expect(here.state.flow.node).toBe('rules')
  })

  test('that the flow does not know is not answered with an invention', () => {
    const here = play(mail, ['What is the weather in Paris?'])
    expect(here.last.reply).toContain('cannot look that up')
  })

  test.each<[string, RegExp]>([
    ['what next?', /Review the transport rules/],
    ['why?', /conditions and exceptions/i],
    ['how?', /Get-TransportRule/],
    ['what should I tell the client?', /Share Update/],
  ])('“%s” is answered where the case stands', (words, reply) => {
    const before = open(mail)
    const here = say(before, words)
    expect(here.last.reply).toMatch(reply)
    expect(here.state.flow).toEqual(before.state.flow)
    expect(addedFacts(here)).toEqual([])
  })
})

describe('without a flow', () => {
  const plotter = { ticket: { summary: 'Plotter rings at night', type: 'Other' }, flow: 'general' }

  test('nothing is asked, and statements are kept', () => {
    const here = play(plotter, ['It rings at 02:00 each night', 'the fax card is set to ring'])
    expect(here.replies[0]).toContain('No flow fits')
    expect(asked(here)).not.toMatch(/affected|Since when/)
    expect(factTexts(here)).toEqual(['It rings at 02:00 each night', 'The fax card is set to ring'])
    expect(here.replies.slice(1).join()).not.toContain('No flow fits')
  })

  test('a checklist is offered for the kind of ticket, and taken by its button', () => {
    const here = open({ ...plotter, ticket: { summary: 'Strange sign-ins', type: 'Security' } })
    expect(asked(here)).toContain('checklist for security')
    const taken = say(here, here.state.questions.at(-1)?.options[0] ?? '')
    expect(taken.state.tasks[0]?.text).toMatch(/^Contain first/)
    expect(asked(taken)).toBe('')
  })

  test('“lead me” asks what the ticket does not say', () => {
    const here = play(plotter, ['lead me'])
    expect(asked(here)).toContain('affected')
    expect(say(here, 'only one').state.flow.node).not.toBe('g-affected')
  })

  test('“fixed” ends it', () => {
    const here = play(plotter, ['switched the fax card off, fixed'])
    expect(here.state.flow.node).toBe('fixed')
    expect(factTexts(here).join()).toContain('fax card')
  })
})

test('a ticket that comes amid the case is acknowledged and read', () => {
  const before = play({ title: 'Mail is missing', flow: email.key }, ['thanks'])
  const last = playTurn({
    case: before.state,
    words: '',
    ticket: seedTicket('48291'),
    ticket_is_new: true,
    flow: email,
    last_reply: before.last.reply,
  })
  expect(last.reply).toMatch(/^I have read ticket 48291 of Contoso Dental/)
  expect(last.header.client_name).toBe('Contoso Dental')
  expect(last.flow.path.length).toBeGreaterThan(0)
})

test('what a person typed into the header stays', () => {
  const state = newCase(email, {
    typed_fields: ['client_name', 'asset_name', 'issue_category', 'triage_hypothesis'],
  }).state
  const { header } = playTurn({
    case: state,
    words: '',
    ticket: seedTicket('48291'),
    ticket_is_new: true,
    flow: email,
    last_reply: '',
  })
  expect(header).toEqual({ client_name: '', asset_name: '', issue_category: '', hypothesis: '' })
})

test('the same input gives the same output', () => {
  expect(play(mail, ['nothing in quarantine', 'fixed']).last).toEqual(
    play(mail, ['nothing in quarantine', 'fixed']).last,
  )
})

describe.each(shippedFlows().map((flow) => [flow.key, flow] as const))('every button of %s', (_key, flow) => {
  test('leads where it says, with one active step and nothing twice', () => {
    for (const node of flow.nodes) {
      for (const label of askedAt(node)?.options ?? []) {
        if (label === fixOptions.open) continue
        const after = say(standingAt(flow, node), label)
        expect(after.last.answer_to_question, `${node.key} → ${label}`).toBe(label)
        expect(v.is(turnOutput, after.last)).toBe(true)
        checkPanel(after, `${node.key} → ${label}`)
        expect(after.state.flow.trail).toContainEqual({ node: node.key, option: label })
      }
    }
  })
})

/** A case that stands at a node, its question open. */
function standingAt(flow: Flow, node: FlowNode): Rehearsal {
  const ask = askedAt(node)
  const trail = node.key === flow.start ? [] : [{ node: flow.start, option: null }]
  const fresh = newCase(flow, {
    title: 'Something does not work',
    flow: { key: flow.key, name: flow.name, node: node.key, trail },
    questions: [
      {
        id: 'q1',
        text: ask?.text ?? '',
        options: ask?.options ?? [],
        state: 'open',
        answer: '',
        taken_as: '',
      },
    ],
  })
  const begun = open({ title: 'Something does not work', flow: flow.key })
  return { ...begun, ...fresh, used: { ...fresh.used, q: 1 } }
}

function checkPanel({ state, last }: Rehearsal, at: string): void {
  const texts = state.tasks.map(({ text }) => text)
  expect(new Set(texts).size, at).toBe(texts.length)
  expect(new Set(state.facts.map(({ text, status }) => `${status} ${text}`)).size, at).toBe(
    state.facts.length,
  )
  expect(state.tasks.filter((task) => task.state === 'active').length, at).toBeLessThanOrEqual(1)
  expect(last.reply.length, at).toBeGreaterThan(10)
  expect(last.reply, at).not.toMatch(/undefined|null|\.\.|\s{2}/)
}

function flowOf(key: string): Flow {
  const flow = shippedFlows().find((one) => one.key === key)
  if (!flow) throw new Error(key)
  return flow
}

test('a cause in words that no flow knows is the engineer’s, and the fix confirms it', () => {
  const here = play({ title: 'Plotter rings at night' }, [
    'it was the scheduled cleaning of the print head, turned it off',
    'fixed',
  ])
  expect(here.state.causes).toMatchObject([
    { text: 'The scheduled cleaning of the print head', source: 'engineer' },
  ])
  expect(here.last.reply).toContain('Cause as you named it: the scheduled cleaning of the print head')
  expect(here.state.confidence.tier).toBe('confident')
})

test('measures in either order name the place of the loss', () => {
  for (const words of [
    '0% loss on the wired desktop, 12% to her router',
    '12% loss to her router, 0% on the wired desktop',
  ]) {
    const here = play(drops, [words, 'yes, fixed'])
    expect(here.state.hypothesis).toMatch(/wi-fi/i)
    expect(here.state.facts.map(({ text }) => text).join()).not.toMatch(/provider/i)
  }
})

test('a cause that words only pointed to is not confirmed by “fixed”, and no step counts as done', () => {
  const here = play(drops, ['0% loss on the wired desktop, 12% to her router', 'yes, fixed'])
  expect(here.state.facts.map(({ text }) => text).join()).not.toMatch(/confirmed by the fix/i)
  expect(here.state.tasks.filter(({ state }) => state === 'done')).toEqual([])
  expect(here.last.reply).toContain('I had suspected this')
})
