import { expect, test } from 'vitest'
import { updateDue } from './update-due.ts'

test.each([
  ['Contoso Dental', 'Mail from outside', 'Update due: Contoso Dental, mail from outside'],
  ['Contoso Dental', 'VPN drops at noon', 'Update due: Contoso Dental, VPN drops at noon'],
  [null, 'Mail from outside', 'Update due: Mail from outside'],
  ['Contoso Dental', null, 'Update due: Contoso Dental'],
  [null, null, 'Update due'],
])('%s, %s', (client_name, title, words) => expect(updateDue({ client_name, title })).toBe(words))
