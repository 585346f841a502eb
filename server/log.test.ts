import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from './log.ts'
import { createTestDatabase, type TestDatabase } from './testing/database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
  await db.admin`create table letters (sender text, words text constraint letters_words_unique unique, pages int)`
})
afterAll(() => db?.stop())

async function failureOf(work: PromiseLike<unknown>): Promise<Error> {
  try {
    await work
  } catch (error) {
    return error as Error
  }
  throw new Error('the statement did not fail')
}

test('what must not be logged is taken out, wherever it stands', () => {
  const lines: string[] = []
  const log = createLog({ LOG_LEVEL: 'info' }, { write: (line) => void lines.push(line) })
  log.info(
    { password: 'canary-1', request: { authorization: 'canary-2', body: { text: 'canary-3' } } },
    'seen',
  )
  log.warn(
    { claim: { member_hash: 'canary-4' }, connection: { keys: { private_key: 'canary-5' } }, user_id: 'ben' },
    'seen',
  )
  expect(lines).toHaveLength(2)
  expect(lines.join('')).not.toContain('canary')
  expect(lines.join('')).toContain('"user_id":"ben"')
})

test('a database error tells its code and constraint, and nothing of the row', async () => {
  const put = () =>
    db.admin`insert into letters ${db.admin({ sender: 'canary-6', words: 'canary-7', pages: 1 })}`
  await put()
  const unique = await failureOf(put())
  expect(JSON.stringify(unique)).toContain('canary-7')
  const syntax = await failureOf(db.admin.unsafe(`select 'canary-8'::int`))
  expect(syntax.message).toContain('canary-8')
  const lines: string[] = []
  const log = createLog({ LOG_LEVEL: 'info' }, { write: (line) => void lines.push(line) })
  log.error({ err: unique }, 'a row was refused')
  log.error({ error: syntax }, 'a statement failed')
  log.error({ err: new Error('the save failed', { cause: unique }) }, 'wrapped')
  log.error(unique)
  log.error({ err: syntax })
  expect(lines).toHaveLength(5)
  expect(lines.join('')).not.toContain('canary')
  expect(JSON.parse(lines[0] ?? '').err).toMatchObject({ code: '23505', constraint: 'letters_words_unique' })
  expect(JSON.parse(lines[2] ?? '').err).toMatchObject({
    message: 'the save failed',
    cause: { code: '23505' },
  })
})

test('an error that quotes what it could not read is logged without the quotation', () => {
  const lines: string[] = []
  const log = createLog({ LOG_LEVEL: 'info' }, { write: (line) => void lines.push(line) })
  try {
    JSON.parse('canary-9')
  } catch (error) {
    log.error({ err: error }, 'not JSON')
  }
  expect(lines.join('')).toContain('SyntaxError')
  expect(lines.join('')).not.toContain('canary')
})
