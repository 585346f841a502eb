import { expect, test } from 'vitest'
import { shippedFlows } from '../flows/shipped.ts'
import type { ModelTurn } from '../model/gateway.ts'
import { emptyTurnCase } from '../testing/turn-case.ts'
import { turnMessages } from './turn-messages.ts'

const flowNamed = (key: string) => {
  const flow = shippedFlows().find((one) => one.key === key)
  if (!flow) throw new Error(`No flow ${key}`)
  return flow
}
const told = (key: string) => ({ ...emptyTurnCase, flow: { ...emptyTurnCase.flow, key } })

/** What the second turn of a case begins with, where the first one was led by the VPN flow. */
async function secondOpening(key: string): Promise<string> {
  const first = { flow: flowNamed('vpn'), isNew: true }
  const begun = await turnMessages({
    history: [],
    images: [],
    flow: first,
    ticket: null,
    state: told('vpn'),
    words: '',
  })
  const history: ModelTurn[] = [...begun.opening, begun.input]
  const flow = { flow: flowNamed(key), isNew: false }
  const { opening } = await turnMessages({
    history,
    images: [],
    flow,
    ticket: null,
    state: told(key),
    words: 'Yes',
  })
  return JSON.stringify(opening[0]?.content)
}

test('a flow that was chosen between two turns is told whole', async () => {
  expect(await secondOpening('printer')).toContain('Flow printer: ')
  expect(await secondOpening('vpn')).toContain('The case goes on.')
  expect(await secondOpening('general')).toContain('The case goes on without a flow.')
})
