import { beforeEach, expect, test } from 'vitest'
import { settings, write } from '../storage.ts'
import { useBrowser } from '../testing.ts'
import { cleanAddress, serverAddress } from './server-address.ts'

const stubs = useBrowser()
beforeEach(() => write(settings, settings.empty))

test.each([
  ['https://flowpilot.acme.example', 'https://flowpilot.acme.example'],
  ['  flowpilot.acme.example/app?x=1 ', 'https://flowpilot.acme.example'],
  ['https://FlowPilot.Acme.example:8443/', 'https://flowpilot.acme.example:8443'],
  ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
  ['http://localhost:8787/app', 'http://localhost:8787'],
  ['http://flowpilot.acme.example', null],
  ['http://127.0.0.1.evil.example', null],
  ['https://ben:secret@flowpilot.acme.example', null],
  ['javascript:alert(1)', null],
  ['ftp://flowpilot.acme.example', null],
  ['https://', null],
  ['', null],
])('%s → %s', (typed, address) => {
  expect(cleanAddress(typed)).toBe(address)
})

test('an admin’s policy wins over what was typed, and a policy that is no address does not', async () => {
  expect(await serverAddress()).toBeNull()
  await write(settings, { ...settings.empty, server_url: 'https://typed.example' })
  expect(await serverAddress()).toEqual({ url: 'https://typed.example', is_managed: false })
  stubs.managed = { server_url: 'https://managed.example/' }
  expect(await serverAddress()).toEqual({ url: 'https://managed.example', is_managed: true })
  stubs.managed = { server_url: 'http://managed.example' }
  expect(await serverAddress()).toEqual({ url: 'https://typed.example', is_managed: false })
})
