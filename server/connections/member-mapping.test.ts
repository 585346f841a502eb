import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tx } from '../ctx.ts'
import type { PsaMember } from '../psa/provider.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { mapMemberByEmail, mapMembersByEmail, matchByEmail, memberFor } from './member-mapping.ts'
import { providerFor } from './provider-for.ts'

const member = (id: string, more: Partial<PsaMember> = {}): PsaMember => ({
  id,
  identifier: `m${id}`,
  name: `Member ${id}`,
  email: 'ben@acme.example',
  active: true,
  api_only: false,
  ...more,
})
const ben = { id: 'u1', email: 'Ben@acme.example ' }

describe('who is who by address', () => {
  test.each([
    ['one member', [member('1')], '1'],
    ['an address in capitals', [member('1', { email: ' BEN@ACME.EXAMPLE' })], '1'],
    ['two members with one address', [member('1'), member('2')], null],
    ['one of two has left', [member('1', { active: false }), member('2')], '2'],
    ['one of two is an API member', [member('1', { api_only: true }), member('2')], '2'],
    ['only an API member', [member('1', { api_only: true })], null],
    ['another address', [member('1', { email: 'ben@other.example' })], null],
    ['no address', [member('1', { email: null })], null],
  ] as const)('%s', (_, members, found) => {
    expect(matchByEmail([ben], members)[0]?.member.id ?? null).toBe(found)
  })
})

describe('mapping', () => {
  let world: TestWorld
  let who: People
  beforeAll(async () => {
    world = await createTestWorld()
    who = await people(world)
  })
  afterAll(() => world.stop())
  beforeEach(() => world.db.admin`delete from member_mappings`)

  const mapped = (name: 'ada' | 'ben' | 'cleo' | 'vera') =>
    tx(who.ctxFor(name), (sql) =>
      memberFor(sql, { connection_id: who.connection_id, user_id: who.of[name].id }),
    )

  test('the asker is found by address and remembered', async () => {
    expect(await mapped('ben')).toBe(null)
    expect(await mapMemberByEmail(who.ctxFor('ben'))).toMatchObject({
      member_identifier: 'ben',
      source: 'email',
    })
    expect(await mapped('ben')).toMatchObject({ member_identifier: 'ben' })
    expect(await mapped('cleo')).toBe(null)
  })

  test('who has no member is looked for once in a while only', async () => {
    expect(await mapMemberByEmail(who.ctxFor('vera'))).toBe(null)
    const before = world.simulator.requests({ path: '/system/members' }).length
    expect(await mapMemberByEmail(who.ctxFor('vera'))).toBe(null)
    expect(world.simulator.requests({ path: '/system/members' }).length).toBe(before)
    // another process looks for itself
    const other = await createTestWorld({ database: world.db, simulator: world.simulator })
    expect(await mapMemberByEmail({ ...who.ctxFor('vera'), world: other })).toBe(null)
    expect(world.simulator.requests({ path: '/system/members' }).length).toBe(before + 1)
    await other.stop()
  })

  test('a PSA that is away maps nobody and breaks nothing', async () => {
    world.simulator.addFault({ kind: 'unreachable' })
    expect(await mapMemberByEmail(who.ctxFor('cleo'))).toBe(null)
    world.simulator.clearFaults()
  })

  test('everybody at once, and what is mapped stays', async () => {
    const ctx = who.ctxFor('ada')
    await tx(
      ctx,
      (sql) => sql`
      insert into member_mappings (account_id, connection_id, user_id, member_id, member_identifier, member_name, source)
      values (${ctx.account_id}, ${who.connection_id}, ${who.of.ada.id}, '999', 'boss', 'Boss', 'hand')`,
    )
    expect(await mapMembersByEmail(ctx, await providerFor(ctx))).toBe(2)
    expect(await mapped('ada')).toMatchObject({ member_identifier: 'boss', source: 'hand' })
    expect(await mapMembersByEmail(ctx, await providerFor(ctx))).toBe(0)
    const listed = await requests(world, who).as('ada')(
      'GET',
      `/integrations/psa/connections/${who.connection_id}/member-mappings`,
    )
    expect((listed.body as { items: { user_name: string }[] }).items.map((row) => row.user_name)).toEqual([
      'Ada Lindqvist',
      'Ben Okafor',
      'Cleo Marchetti',
    ])
  })
})
