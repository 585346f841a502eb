import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { problems } from '../shared/problems.ts'
import { constraints } from './db/constraints.ts'
import { createTestDatabase } from './testing/database.ts'

const listed = /problems: \[([^\]]*)\]/g
const sources = ['server', 'shared', 'pod', 'extension']
  .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)))
  .filter((file) => /\.tsx?$/.test(file) && !/\.(test|suite)\.|\/testing\/|problems\.ts$/.test(file))
  .map((file) => ({ file, noun: file.split('/')[1] ?? '', text: readFileSync(file, 'utf8') }))
const server = sources.filter(({ file }) => file.startsWith('server/'))
const words = (text: string) => [...text.matchAll(/'(\w+)'/g)].map(([, word = '']) => word)
const listsOf = (text: string) => [...text.matchAll(listed)].flatMap(([, list = '']) => words(list))
const codes = Object.keys(problems)

/** What any route may answer, and no route has to say. */
const common = ['malformed', 'not_signed_in', 'internal', 'conflict', 'database_unavailable']
/** Of commands alone, which have no route. */
const ofCommands = ['account_key_taken']

describe('problems', () => {
  test('each is used by somebody beside the routes that list it', () => {
    const rest = sources.map(({ text }) => text.replace(listed, '')).join('\n')
    expect(codes.filter((code) => !rest.includes(`'${code}'`))).toEqual([])
  })

  test('each is listed by a route', () => {
    const all = new Set([...server.flatMap(({ text }) => listsOf(text)), ...common, ...ofCommands])
    expect(codes.filter((code) => !all.has(code))).toEqual([])
  })

  test('what a noun throws is listed by its routes, or by those of a noun that takes its verbs', () => {
    const nouns = [...new Set(server.filter(({ text }) => listsOf(text).length > 0).map(({ noun }) => noun))]
    const missing = nouns.flatMap((noun) => {
      const own = server.filter((each) => each.noun === noun)
      const takers = server.filter(({ text }) => text.includes(`from '../${noun}/`)).map((each) => each.noun)
      const lists = new Set(
        server
          .filter((each) => each.noun === noun || takers.includes(each.noun))
          .flatMap(({ text }) => listsOf(text)),
      )
      const thrown = own.flatMap(({ text }) =>
        [...text.replace(listed, '').matchAll(/new Problem\(([^,)]*)/g)].flatMap(([, code = '']) =>
          words(code),
        ),
      )
      return [...new Set(thrown)]
        .filter((code) => codes.includes(code) && !common.includes(code) && !lists.has(code))
        .map((code) => `${noun}: ${code}`)
    })
    expect(missing).toEqual([])
  })
})

test('constraints that the code knows by name stand in the database', async () => {
  const database = await createTestDatabase()
  try {
    const rows = await database.admin<{ name: string }[]>`
      select conname as name from pg_constraint union select relname from pg_class where relkind = 'i'`
    const compared = server.flatMap(({ text }) =>
      [...text.matchAll(/\.constraint_name [!=]== '(\w+)'/g)].map(([, name = '']) => name),
    )
    const known = new Set(rows.map(({ name }) => name))
    expect([...Object.keys(constraints), ...compared].filter((name) => !known.has(name))).toEqual([])
    expect(compared.length).toBeGreaterThan(0)
  } finally {
    await database.stop()
  }
})
