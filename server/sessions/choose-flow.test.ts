import { expect, test } from 'vitest'
import type { TicketContext } from '../../shared/contracts/tickets.ts'
import { shippedFlows } from '../flows/shipped.ts'
import { begin } from '../flows/walk.ts'
import { chooseFlow } from './choose-flow.ts'

test('a pasted log leaves room for what the client first wrote', () => {
  const note = { id: '1', author: 'Vera', from_contact: true, created_at: '2026-11-02T08:00:00Z' }
  const ticket = {
    notes: [{ ...note, text: 'VPN client error, the tunnel does not connect' }],
  } as unknown as TicketContext
  const message = 'see the output of the command that we ran on the laptop this morning. '.repeat(140)
  const chosen = chooseFlow({ flows: shippedFlows(), current: null, title: 'Please call', message, ticket })
  expect(chosen.flow.key).toBe('vpn')
})

test('a flow that was left does not come back by the title alone', () => {
  const flows = shippedFlows()
  const title = 'Printer prints blank pages'
  const said = (message: string, key: string | null) => {
    const flow = flows.find((one) => one.key === key)
    const current = flow ? { flow, place: begin(flow) } : null
    return chooseFlow({ flows, current, title, message, ticket: null }).flow.key
  }
  expect(said('', null)).toBe('printer')
  expect(said('wrong flow', 'printer')).toBe('general')
  expect(said('everyone has it since Monday', 'general')).toBe('general')
  expect(said('wrong flow', 'general')).toBe('general')
  expect(said('the VPN tunnel does not connect', 'general')).toBe('vpn')
  expect(said('it is the printer after all, print jobs stay in the queue', 'general')).toBe('printer')
})
