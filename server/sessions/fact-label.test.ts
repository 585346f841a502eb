import { expect, test } from 'vitest'
import type { Fact } from '../../shared/contracts/facts.ts'
import { shippedFlows } from '../flows/shipped.ts'
import { labelByRule } from './fact-label.ts'

const mail = shippedFlows().filter(({ key }) => key === 'email-not-arriving')
const client_words = 'Since this morning the scanner in the hall sends nothing to my folder.'
const labelOf = (text: string, source_kind: Fact['source_kind'] = 'ticket') =>
  labelByRule({ text, source_kind }, { flows: mail, client_words })

test.each([
  ['a finding that the flow has words for', 'Mail from outside does not arrive', 'question', 'client'],
  ['an end without a repair', 'Closed without a fix: spam', 'engineer', 'client'],
  ['what the client wrote', 'The scanner sends nothing', 'ticket', 'client'],
  ['what the client wrote, said by us', 'The scanner sends nothing', 'engineer', 'internal'],
  ['what nobody wrote', 'The invoice was not paid', 'ticket', 'internal'],
  ['an address beside their words', 'The scanner sends nothing to 10.0.0.4', 'ticket', 'internal'],
  ['a host beside their words', 'The scanner sends nothing to FD-FS-01', 'ticket', 'internal'],
  ['a command', 'The scanner sends nothing after ipconfig', 'ticket', 'internal'],
  ['a conclusion', 'The folder is gone', 'model', 'internal'],
] as const)('%s', (_what, text, source, label) => {
  expect(labelOf(text, source)).toBe(label)
})
