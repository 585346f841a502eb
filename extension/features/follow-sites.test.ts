import { expect, test } from 'vitest'
import { useBrowser } from '../testing.ts'
import { followedSites, matchGrants } from './follow-sites.ts'

const stubs = useBrowser()

const ids = () => stubs.registered.map(({ id }) => id).toSorted()

test('each granted site is followed once, those of the manifest are not listed', async () => {
  stubs.granted.add('https://psa.acme.example/*').add('https://acme.zendesk.com/*').add('notifications')
  await matchGrants()
  await matchGrants()
  expect(await followedSites()).toEqual(['https://psa.acme.example/*', 'https://acme.zendesk.com/*'])
  expect(stubs.registered).toHaveLength(2)
  expect(stubs.registered[0]).toEqual({
    id: 'site-https://psa.acme.example/*',
    matches: ['https://psa.acme.example/*'],
    js: ['psa.js'],
    runAt: 'document_idle',
    allFrames: false,
    persistAcrossSessions: true,
  })
})

test('a grant taken back, here or in the browser’s own settings, ends the following', async () => {
  stubs.granted.add('https://psa.acme.example/*').add('https://acme.zendesk.com/*')
  await matchGrants()
  stubs.granted.delete('https://psa.acme.example/*')
  await matchGrants()
  expect(ids()).toEqual(['site-https://acme.zendesk.com/*'])
})

test('what an update of the extension forgot is registered again', async () => {
  stubs.granted.add('https://psa.acme.example/*')
  await matchGrants()
  stubs.registered = []
  await matchGrants()
  expect(ids()).toEqual(['site-https://psa.acme.example/*'])
})
