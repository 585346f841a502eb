import { expect, test } from 'vitest'
import { ticketNumbers } from './ticket-numbers.ts'

test.each([
  '48291',
  ' 48291 ',
  '#48291',
  '# 48291',
  'Ticket #48291',
  'ticket 48291',
  'Ticket#48291',
  'Ticket: 48291',
  'Ticket No. 48291',
  'Ticket-Nr. 48291',
  'Ticketnummer 48291',
  'Service Ticket #48291',
  'SR 48291',
  'SR#48291',
  'SR-48291',
  'T48291',
  '48291 - mail',
  '48291: mail is down',
  'RE: [Ticket#48291] Outlook asks for a password',
  'Service Ticket #48291 has been updated',
  'https://na.myconnectwise.net/v4_6_release/ConnectWise.aspx?locale=en_US&routeTo=ServiceFV&recid=48291',
  'https://na.myconnectwise.net/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=48291&companyName=acme',
])('%s names ticket 48291', (typed) => {
  expect(ticketNumbers(typed)).toEqual(['48291'])
})

test.each([
  'office 365 mail',
  'KB5034441',
  'error 0x80070005',
  'PRT-48291',
  'printer48291',
  'windows 11',
  '10.0.0.12',
  'ticket 1234567890',
  'ticket 48291b',
  'https://na.myconnectwise.net/x?companyRecID=48291',
  'mail',
  '',
])('%j names no ticket', (typed) => {
  expect(ticketNumbers(typed)).toEqual([])
})
