import { expect, test } from 'vitest'
import { readTyped } from './typed-connection.ts'

const typed = { site_url: 'https://na.myconnectwise.net', company_id: 'acme', own_server: '', client_id: '' }
const found = { site_url: typed.site_url, company_id: 'acme', company_name: 'Acme', version: null }

test('what was typed is read again; what is nothing of ours is not', () => {
  expect(readTyped(JSON.stringify({ ...typed, found }))).toEqual({ ...typed, found })
  expect(readTyped(JSON.stringify({ ...typed, found: 7 }))).toEqual({ ...typed, found: null })
  for (const kept of ['', 'not json', 'null', '[]', '{"site_url":1}']) expect(readTyped(kept)).toBe(null)
})
