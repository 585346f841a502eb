import pino from 'pino'
import { expect, test } from 'vitest'
import { createSimulator } from '../../../simulator/app.ts'
import { demoKeys, narrowKeys, ownOnlyKeys, readOnlyKeys } from '../../../simulator/seed/constants.ts'
import { connectionTo } from '../../testing/psa-connection.ts'
import { createRegistry } from '../registry.ts'

const simulator = createSimulator()

type Keys = { companyId: string; publicKey: string; privateKey: string }

function providerWith(keys: Keys) {
  const registry = createRegistry({
    config: { ALLOW_LOOPBACK_PSA: true },
    log: pino({ level: 'silent' }),
    fetch: simulator.fetch,
  })
  return registry.provider(
    connectionTo({
      id: keys.publicKey,
      company_id: keys.companyId,
      public_key: keys.publicKey,
      private_key: keys.privateKey,
    }),
  )
}

async function rightsOf(keys: Keys) {
  const provider = providerWith(keys)
  const { ok, problem, rights } = await provider.test()
  const have = (need: string) => rights.find((right) => right.need.includes(need))?.have
  return {
    ok,
    problem,
    time: have('Time Entry: Inquire'),
    schedule: have('Resource Scheduling: Inquire'),
    work_types: have('Work types'),
    tickets: have('Service Tickets: Inquire'),
  }
}

test('what can be read is told, for time and scheduling too', async () => {
  expect(await rightsOf(demoKeys)).toEqual({
    ok: true,
    problem: null,
    time: 'yes',
    schedule: 'yes',
    work_types: 'yes',
    tickets: 'yes',
  })
})

test('a role without time and scheduling keeps its connection, and the report names what is lacking', async () => {
  expect(await rightsOf(narrowKeys)).toEqual({
    ok: true,
    problem: null,
    time: 'no',
    schedule: 'no',
    work_types: 'no',
    tickets: 'yes',
  })
})

test('an empty list proves no right to read those of others', async () => {
  expect(await rightsOf(ownOnlyKeys)).toMatchObject({ ok: true, time: 'unknown', schedule: 'unknown' })
})

test('a test writes nothing', async () => {
  const before = JSON.stringify(simulator.state)
  await rightsOf(demoKeys)
  await rightsOf(readOnlyKeys)
  expect(JSON.stringify(simulator.state)).toBe(before)
  expect(simulator.requests().every(({ method }) => method === 'GET')).toBe(true)
})

test('to keys that see only records of their own, nothing on a ticket proves that nothing was written', async () => {
  const ticketId = '48304'
  const none = { entries: [], complete: true }
  expect(await providerWith(demoKeys).timeEntries(ticketId)).toEqual(none)
  expect(await providerWith(ownOnlyKeys).timeEntries(ticketId)).toEqual({ ...none, complete: false })
  for (const [keys, complete] of [
    [demoKeys, true],
    [ownOnlyKeys, false],
  ] as const) {
    const { resources, complete: isWhole } = await providerWith(keys).resources(ticketId)
    expect([resources.length > 0, isWhole]).toEqual([false, complete])
  }
})
