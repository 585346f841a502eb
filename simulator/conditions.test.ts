import { describe, expect, test } from 'vitest'
import { matches } from './condition-match.ts'
import { parseConditions } from './conditions.ts'
import { Refusal } from './refusal.ts'
import { valueAt } from './rest/models.ts'

const ticket = {
  id: 48291,
  summary: 'Mail from [outside] not arriving',
  closedFlag: false,
  board: { id: 21, name: 'Service Desk' },
  company: { id: 19301, identifier: 'ContosoDental' },
  resources: 'ben, cleo',
  _info: { lastUpdated: '2026-11-20T09:18:00Z' },
}

const holds = (conditions: string) => matches(parseConditions(conditions), (name) => valueAt(ticket, name))

describe('conditions that hold', () => {
  test.each([
    'id = 48291',
    'id=48291 and closedFlag=False',
    'closedFlag = false AND (id = 1 or id = 48291)',
    'id in (1,48291)',
    'board/name in ("Sales", "service desk")',
    "summary = 'Mail from [outside] not arriving'",
    'summary contains "OUTSIDE"',
    'summary contains "[[]outside]"',
    'summary like "Mail*"',
    'summary like "%arriving"',
    'company/identifier = "contoso*"',
    'summary not contains "printer"',
    'summary not like "Teams%"',
    'id not in (1,2)',
    'not id = 1',
    'id != 1',
    'id > 48290 and id >= 48291 and id < 48292 and id <= 48291',
    'lastUpdated > [2026-11-20T09:17:59Z]',
    'lastUpdated >= [2026-11-20]',
    'lastUpdated < [2026-11-20T09:18:01+00:00]',
    'owner/identifier = null',
    'board/id != null',
    '(resources contains "ben" OR owner/identifier="ben")',
    'not (not (id = 48291))',
  ])('%s', (conditions) => expect(holds(conditions)).toBe(true))
})

describe('conditions that do not hold', () => {
  test.each([
    'id = 1',
    'closedFlag = True',
    'id = 48291 and closedFlag = true',
    'owner/identifier = "ben"',
    'owner/identifier != "ben"',
    'summary like "arriving"',
    'summary contains "[outside]x"',
    'lastUpdated > [2026-11-20T09:18:00Z]',
    'id in (1,2)',
  ])('%s', (conditions) => expect(holds(conditions)).toBe(false))
})

describe('conditions that are refused', () => {
  test.each([
    '',
    'id',
    'id =',
    'id = 1 and',
    '= 1',
    'id == 1',
    'id = 1 2',
    'summary = "a"b"',
    'summary = "open',
    'lastUpdated > [2026-11-20T09:18:00.123Z]',
    'lastUpdated > [yesterday]',
    'id in ()',
    'id = maybe',
    '(id = 1',
    `${'('.repeat(60)}id = 1${')'.repeat(60)}`,
    'id = 1 \u0000',
  ])('%j', (conditions) => {
    const read = () => parseConditions(conditions)
    expect(read).toThrow(Refusal)
    expect(read).toThrow(
      expect.objectContaining({ status: 400, body: expect.objectContaining({ code: 'ApiFindCondition' }) }),
    )
  })
})
