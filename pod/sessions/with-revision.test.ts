import { expect, test, vi } from 'vitest'
import { ApiProblem } from '../line/api-problem.ts'
import { withRevision } from './with-revision.ts'

type Row = { revision: number; text: string; state: string }
const seen: Row = { revision: 3, text: 'Check the rule', state: 'pending' }
const stale = (current: Row) => new ApiProblem('revision_stale', { status: 409, body: { current } })

test('a row that moved on in other ways takes the change on its newest revision', async () => {
  const send = vi.fn(async (revision: number): Promise<Row> => {
    if (revision === 3) throw stale({ ...seen, revision: 4, state: 'active' })
    return { ...seen, revision: 5, text: 'Read the rule' }
  })
  await expect(withRevision(seen, { text: 'Read the rule' }, send)).resolves.toMatchObject({ revision: 5 })
  expect(send.mock.calls).toEqual([[3], [4]])
})

test('the same words changed by somebody else are for the person to decide', async () => {
  const send = vi.fn(async (): Promise<Row> => {
    throw stale({ ...seen, revision: 4, text: 'Disable the rule' })
  })
  await expect(withRevision(seen, { text: 'Read the rule' }, send)).rejects.toMatchObject({
    code: 'revision_stale',
  })
  expect(send).toHaveBeenCalledTimes(1)
})

test('it is tried again once, not for ever', async () => {
  let revision = 3
  const send = vi.fn(async (): Promise<Row> => {
    throw stale({ ...seen, revision: ++revision })
  })
  await expect(withRevision(seen, { text: 'Read the rule' }, send)).rejects.toMatchObject({
    code: 'revision_stale',
  })
  expect(send).toHaveBeenCalledTimes(2)
})
