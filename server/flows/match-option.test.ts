import { expect, test } from 'vitest'
import { nodeAt } from './find.ts'
import { matchOption } from './match-option.ts'
import { shippedFlows } from './shipped.ts'

function labelFor(key: string, text: string): string | null {
  const flow = shippedFlows.find(({ nodes }) => nodes.some((node) => node.key === key))
  if (!flow) throw new Error(key)
  const node = nodeAt(flow, key)
  if (node.kind !== 'question') throw new Error(key)
  return matchOption(node.options, text)?.label ?? null
}

test.each<[string, string, string | null]>([
  ['affected', 'One mailbox', 'One mailbox'],
  ['affected', 'one mailbox.', 'One mailbox'],
  ['affected', '3', 'Everyone'],
  ['affected', '#1', 'One mailbox'],
  ['affected', '9', null],
  ['affected', 'no, everybody has it', 'Everyone'],
  ['affected', 'just her', 'One mailbox'],
  ['affected', 'not everyone, some of them', 'Several'],
  ['affected', 'the moon is made of cheese', null],
  ['direction', 'only external mail, internal is fine', null],
  ['direction', 'mail from outside', 'Incoming from outside'],
  ['direction', 'not between colleagues, from outside', 'Incoming from outside'],
  ['bounce', 'yes', 'Yes, with a code'],
  ['bounce', 'Yes, 550 5.7.1', 'Yes, with a code'],
  ['bounce', 'no', 'No, nothing comes back'],
  ['bounce', "they don't get a bounce", 'No, nothing comes back'],
  ['bounce', 'no ndr', 'No, nothing comes back'],
  ['bounce', "can't ask the sender, it is Sunday", 'Cannot ask the sender'],
  ['inbox-rule', "no, it's not a rule of the user", 'No such rule'],
  ['inbox-rule', 'there is a suspicious rule named "."', 'Yes, and nobody knows it'],
  ['inbox-rule', 'yes, user rule moves it', 'Yes, made by the user'],
  ['size', 'no, 31 of 50 GB used', 'No, room enough'],
  ['size', "it isn't full", 'No, room enough'],
  ['size', 'it is full', 'Yes, full'],
  ['trace', 'delivered', 'Delivered'],
  ['trace', 'it was not delivered, status failed', 'Failed'],
  ['trace', 'nothing found', 'Not found at all'],
  ['rules', 'nope', 'No rule matches'],
  ['error', 'it says 809', '809 or 800, no answer'],
  ['error', 'error 691', '691, or wrong user name or password'],
  ['account', 'yes', null],
  ['account', 'the account is not locked', 'Account is fine'],
  ['mfa', "the push doesn't arrive", 'No prompt arrives'],
  ['g-error', 'anything', null],
])('at %s “%s” means %s', (key, text, label) => {
  expect(labelFor(key, text)).toBe(label)
})

test('every label and every number means its own option', () => {
  for (const flow of shippedFlows)
    for (const node of flow.nodes)
      if (node.kind === 'question')
        for (const [at, option] of node.options.entries()) {
          expect(matchOption(node.options, option.label)).toBe(option)
          expect(matchOption(node.options, String(at + 1))).toBe(option)
        }
})

test.each([`${'not '.repeat(50_000)}809`, '691 '.repeat(50_000)])(
  'hostile input is read to its end',
  (text) => {
    expect(() => labelFor('error', text)).not.toThrow()
  },
)
