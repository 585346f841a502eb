import { marked } from 'marked'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { newCase } from '../../../eval/case-in-memory.ts'
import { open, play, type Rehearsal, say } from '../../../eval/rehearse.ts'
import { seedTicket, seedTickets } from '../../../eval/seed-tickets.ts'
import type { Flow, FlowNode } from '../../../shared/contracts/flows.ts'
import { nodeAt } from '../../flows/find.ts'
import { shippedFlows } from '../../flows/shipped.ts'
import { askedAt, fixOptions } from '../../flows/walk.ts'
import { senseOf } from '../../language/polarity.ts'
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

  test('quotes the words of a client as they were written: no link, picture or code', () => {
    const trap =
      '[Reset](https://evil.example) ![x](https://evil.example/p.png) `rm -rf` **now** a@evil.example www.evil.example _x_ C:\\dir'
    const client = { client: '<https://evil.example>', contact: '[Ann](x)' }
    const ticket = { ...seedTicket('48291'), ...client, summary: trap }
    const { state, flow, replies } = open({ title: 'Mail', flow: email.key })
    const later = {
      case: state,
      flow,
      words: '',
      ticket,
      ticket_is_new: true,
      last_reply: replies[0] ?? '',
      past: [],
    }
    for (const { reply } of [open({ ...mail, ticket }).last, playTurn(later)]) {
      const [paragraph] = marked.lexer(reply)
      const tokens = paragraph?.type === 'paragraph' ? (paragraph.tokens ?? []) : []
      expect(tokens.filter(({ type }) => type !== 'text' && type !== 'escape')).toEqual([])
      const shown = tokens.map((token) => ('text' in token ? token.text : '')).join('')
      expect(shown).toContain(`“${trap.slice(0, 60)}`)
    }
  })

  const markdown = '[Zig](https://evil.example) `rm` **zag**'
  test.each<[string, string[]]>([
    ['undo', [`the log shows ${markdown}`, 'undo']],
    ['a correction', [`tray 2 is full ${markdown}`, `no wait, tray 2 is empty ${markdown}`]],
    ['not fixed', ['it works now', `not fixed, she calls again ${markdown}`]],
    ['a cause', [`it was the ${markdown} sunspots`]],
    ['a cause after the end', ['it works now', `it was the ${markdown} sunspots`]],
    ['an own cause that was fixed', [`it was the ${markdown} sunspots`, 'fixed']],
    ['a cause that is out', [`not the zorb ${markdown} zorb`]],
    ['a cause that is out already', [`not the zorb ${markdown} zorb`, `not the zorb ${markdown} zorb`]],
  ])('quotes the engineer as it was written: %s', (_, messages) => {
    const { reply } = play({ ticket: seedTicket('48297') }, messages).last
    const tokens = marked.lexer(reply).flatMap((one) => ('tokens' in one ? (one.tokens ?? []) : []))
    expect(tokens.filter(({ type }) => ['link', 'strong', 'codespan', 'image'].includes(type))).toEqual([])
    expect(tokens.map((token) => ('text' in token ? token.text : '')).join('')).toContain(markdown)
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

  test('answer by the sentence that says it, not by a “no” to something else', () => {
    const words = 'no quarantine, also nix im junk. the rule Block External is set to reject everything'
    const here = play(mail, [words])
    expect(here.last.answer_to_question).toBe('Yes, too wide')
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
    expect(here.last.reply).toContain('nothing of yours to take back')
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

test('“Did you mean …” goes with the next statement, and stays while the engineer asks back', () => {
  const meant = standingAt(email, nodeAt(email, 'rules'))
  const [one, two] = askedAt(nodeAt(email, 'rules'))?.options ?? []
  const open = { ...meant.state.questions[0], id: 'q1', text: `Did you mean “${one}” or “${two}”?` }
  const here = {
    ...meant,
    state: { ...meant.state, questions: [{ ...open, options: [one ?? '', two ?? '', 'Neither'] }] as never },
  }
  expect(asked(say(here, 'why?'))).toContain('Did you mean')
  expect(asked(say(here, 'she is back on Monday'))).toBe(askedAt(nodeAt(email, 'rules'))?.text)
})

test('without a flow greetings bring no demand twice in a row', () => {
  const here = play({ title: 'Plotter rings at night' }, ['it rings at 02:00', 'hi', 'thanks', 'hello'])
  const demands = here.replies
    .slice(1)
    .map((reply) => /“it was …” names it|“fixed” when it works/.exec(reply)?.[0] ?? reply)
  for (const [at, demand] of demands.entries()) expect(demand).not.toBe(demands[at - 1])
})

describe('“wrong flow”', () => {
  test('leaves a flow where no other one fits, with its question, steps and causes', () => {
    const before = play({ title: 'Blank pages at the printer' }, ['prints blank pages'])
    expect(before.flow.key).toBe('printer')
    const here = say(before, 'wrong flow')
    expect(here.flow.key).toBe('general')
    expect(here.last.reply).toContain('The flow is left')
    expect(here.last.reply).not.toContain('stays')
    expect(here.flow.nodes.map((node) => askedAt(node)?.text)).toContain(asked(here))
    expect(here.state.causes.filter(({ source }) => source === 'model')).toEqual([])
    expect(here.state.hypothesis).toBe('')
    expect(here.state.questions.filter(({ state }) => state === 'open')).toHaveLength(1)
  })

  test('leads to the flow that the words name', () => {
    const here = play({ title: 'Printer prints blank pages' }, ['everyone'])
    expect(say(here, 'wrong flow, the VPN tunnel does not connect').flow.key).toBe('vpn')
  })

  test('where none leads says so', () => {
    const here = play({ title: 'Plotter rings at night' }, ['wrong flow'])
    expect(here.last.reply).toContain('No flow leads here')
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
    past: before.past,
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
    past: [],
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

describe.each(shippedFlows().map((flow) => [flow.key, flow] as const))('a button of %s', (_key, flow) => {
  test('means its option, also after a statement that its label could correct', () => {
    for (const node of flow.nodes) {
      const labels = askedAt(node)?.options ?? []
      for (const label of labels) {
        if (label === fixOptions.open) continue
        const said = `${labels.find((one) => one !== label) ?? label}, she says`
        const here = say(afterWords(standingAt(flow, node), said), label)
        expect(here.last.answer_to_question, `${node.key} → ${label}`).toBe(label)
        expect(here.last.reply, `${node.key} → ${label}`).not.toMatch(/^(?:Corrected|Taken back|Open again)/)
        expect(here.state.flow.trail).toContainEqual({ node: node.key, option: label })
      }
    }
  })
})

test.each(['unknown', 'n/a', 'no idea', 'keine Ahnung'])(
  '“%s” is the option that says so, at every question with one',
  (words) => {
    for (const flow of shippedFlows())
      for (const node of flow.nodes) {
        if (node.kind !== 'question') continue
        const [option, ...others] = node.options.filter((one) => senseOf(one) === 'unknown')
        if (!option || others.length > 0) continue
        const here = say(standingAt(flow, node), words)
        expect([flow.key, node.key, here.last.answer_to_question]).toEqual([flow.key, node.key, option.label])
      }
  },
)

test('“no idea” beside an answer is the answer, and without an option leaves the question open', () => {
  const drop = play({ title: 'VPN drops', flow: vpn.key }, ['Drops again and again'])
  expect(say(drop, 'no idea why, it happens at random').last.answer_to_question).toBe('At random')
  expect(asked(say(open(mail), 'unknown'))).toBe(asked(open(mail)))
})

/** The engineer said this just before, and it stands as a fact. */
function afterWords(here: Rehearsal, words: string): Rehearsal {
  const fact = { text: words, status: 'confirmed' as const, known: 'told' as const, source: 'engineer' }
  const { state, past } = here
  const answer = { ...here.last, new_facts: [fact] }
  return {
    ...here,
    past: [
      { case: { ...state, flow: { ...state.flow, trail: [] } }, words: '', answer },
      ...past,
      { case: state, words, answer },
    ],
    state: { ...state, facts: [{ ...fact, id: 'f90', by_person: true }] },
  }
}

test('“Not in the group after all” after “access denied” is the answer that was pressed', () => {
  const here = play({ title: 'Access', flow: 'access-change' }, [
    'access denied',
    'Not in the group after all',
  ])
  expect(here.last.answer_to_question).toBe('Not in the group after all')
  expect(here.state.flow.node).toBe('c-reset')
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

describe('what a ticket says', () => {
  test('that access must end is no wish for access', () => {
    const here = open({ ticket: seedTicket('48293') })
    expect(factTexts(here)).toEqual(['Access shall be taken away'])
    expect(asked(here)).toBe('Is the access gone, by every way?')
    expect(say(here, 'full access is gone, delegate still there').state.hypothesis).toMatch(/still open/)
  })

  test('“every five to ten minutes” is no fixed interval', () => {
    expect(factTexts(open(drops))).not.toContain('It drops at fixed intervals')
  })

  test('Secure Boot being off is no violation of it', () => {
    expect(factTexts(open({ ticket: seedTicket('48290') }))).not.toContain(
      'The firmware refuses the boot manager',
    )
  })
})

describe('what became of it', () => {
  test.each([
    ['48297', 'rolled driver back to PS -> no more blanks'],
    ['48276', 'Job lief heute nacht durch, restore test ok'],
    ['48314', 'removed connector, test mail delivered'],
    ['48287', 'unplugged the new ip cams -> stable'],
    ['48304', 'he can open it now thx'],
    ['48285', 'sync fertig, alles grün'],
  ])('%s: “%s” is fixed, and the words stay', (number, words) => {
    const here = play({ ticket: seedTicket(number) }, [words])
    expect(nodeAt(here.flow, here.state.flow.node)).toMatchObject({ kind: 'end', outcome: 'fixed' })
    expect(addedFacts(here).join(' ')).toContain(words.slice(1, 12))
  })

  test('“still” under a cause is “No, still the same” only where something was tried', () => {
    const cause = say(open({ ticket: seedTicket('48285') }), 'filled it, still error 8')
    expect(cause.last.answer_to_question).toBe(fixOptions.same)
    const other = say(open({ ticket: seedTicket('48285') }), 'still on version 23')
    expect(other.last.answer_to_question).not.toBe(fixOptions.same)
  })
})

describe('a cause that is ruled out', () => {
  test.each([
    "it's not the rule",
    'its not the transport rule',
    'the rule is not it',
    'Regel ist nicht schuld',
  ])('“%s”: no longer leads, and its proof is not asked', (words) => {
    const here = play(mail, [words])
    expect(here.state.hypothesis).not.toMatch(/transport rule/)
    expect(here.state.causes.map(({ text }) => text).join()).not.toMatch(/transport rule/)
    expect(here.last.new_facts).toContainEqual(
      expect.objectContaining({ text: expect.stringMatching(/transport rule/i), status: 'ruled_out' }),
    )
    expect(asked(here)).not.toMatch(/transport rule/)
  })

  test('is said once', () => {
    const here = play({ ticket: seedTicket('48300') }, ['not the index', "index isn't it", 'rule out index'])
    const out = here.state.facts.filter(({ status }) => status === 'ruled_out')
    expect(out.map(({ text }) => text)).toEqual(['The search index of Windows is incomplete or damaged'])
    expect(here.last.reply).toMatch(/Ruled out already/)
  })
})

describe('a cause that the engineer names', () => {
  test.each([
    ['48287', ['it was the poe budget', 'fixed'], 'The poe budget'],
    ['48287', ['fixed', 'it was the poe budget'], 'The poe budget'],
    ['48297', ['the old toner was the culprit', 'fixed'], 'The old toner'],
    ['48306', ['fixed', 'it was the spooler'], 'The print spooler crashes or is stopped'],
  ])('%s, %j: leads to the end', (number, words, cause) => {
    const here = play({ ticket: seedTicket(number) }, words)
    expect(here.state.hypothesis).toBe(cause)
    expect(here.state.causes[0]?.text).toBe(cause)
    expect(here.last.reply).not.toMatch(/No cause is named/)
  })

  test('“the rule” is the one that leads, and an answer stays an answer', () => {
    expect(say(open(mail), 'it is the rule, too wide').last.answer_to_question).toBe('Yes, too wide')
    expect(say(open(mail), 'it was the rule').state.hypothesis).toMatch(/transport rule/)
  })

  test.each(['it was set, but does not work', 'It was gone', 'es war voll'])('“%s” names none', (words) => {
    expect(play(mail, [words]).state.causes.every(({ source }) => source === 'model')).toBe(true)
  })
})

test('a short answer gives no second one to the question behind', () => {
  const here = play({ words: 'onedrive on her surface does not sync', flow: 'onedrive' }, ['not signed in'])
  expect(here.state.facts.map(({ text }) => text)).not.toContain('The account has no OneDrive')
})

test('“I never said the disk was the cause” names no cause', () => {
  const here = play({ ticket: seedTicket('48283') }, ['i never said small disk was the cause'])
  expect(here.last.reply).not.toContain('Then we test this cause')
})
