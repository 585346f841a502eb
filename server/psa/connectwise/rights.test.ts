import pino from 'pino'
import { expect, test } from 'vitest'
import { createSimulator } from '../../../simulator/app.ts'
import type { FaultInput } from '../../../simulator/faults.ts'
import {
  demoKeys,
  fewKeys,
  narrowKeys,
  ownOnlyKeys,
  readOnlyKeys,
  wideKeys,
} from '../../../simulator/seed/constants.ts'
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

test('keys with too few rights are told by what they lack, and the connection does not pass', async () => {
  const { ok, trouble, rights } = await providerWith(fewKeys).test()
  expect({ ok, trouble }).toEqual({ ok: false, trouble: 'right_missing' })
  expect(rights.filter(({ have }) => have === 'no').map(({ code }) => code)).toEqual([
    'tickets_read',
    'contacts_read',
    'pod_register',
    'invoices_read',
    'purchases_read',
    'api_members_read',
  ])
})

test('keys that read what nobody needs pass, and that is named', async () => {
  const tooMuch = async (keys: Keys) => {
    const { ok, rights } = await providerWith(keys).test()
    return {
      ok,
      codes: rights.flatMap(({ kind, have, code }) => (kind === 'beyond' && have === 'yes' ? code : [])),
    }
  }
  expect(await tooMuch(demoKeys)).toEqual({ ok: true, codes: [] })
  expect(await tooMuch(wideKeys)).toEqual({
    ok: true,
    codes: ['invoices_read', 'purchases_read', 'api_members_read'],
  })
})

const troubles: [FaultInput, string][] = [
  [{ kind: 'unreachable' }, 'unreachable'],
  [{ kind: 'html' }, 'web_page'],
  [{ kind: 'nonsense' }, 'not_understood'],
  [{ kind: 'status', status: 401 }, 'keys_refused'],
  [{ kind: 'status', status: 404 }, 'keys_refused'],
  [{ kind: 'status', status: 302 }, 'redirected'],
  [{ kind: 'status', status: 503 }, 'failing'],
]
test.each(troubles)('%j is told as %s, before keys are kept and in a test', async (fault, trouble) => {
  simulator.addFault(fault)
  const provider = providerWith(demoKeys)
  expect(await provider.tryKeys()).toBe(trouble)
  expect(await provider.test()).toMatchObject({ ok: false, trouble, problem: expect.any(String) })
  simulator.clearFaults()
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
