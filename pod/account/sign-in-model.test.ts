import { expect, test } from 'vitest'
import type { EmailDomain } from '../../shared/contracts/sign-in.ts'
import { domainChange } from './sign-in-model.ts'

const domains = ['acme.example', 'acme.net'].map(
  (domain): EmailDomain => ({ domain, proved_by: 'dns', proved_at: null, txt: { name: '', value: '' } }),
)

test('a change of the domains says which ones the page knew of', () => {
  const known_domains = ['acme.example', 'acme.net']
  expect(domainChange({ domains }, { added: 'acme.org' })).toEqual({
    known_domains,
    domains: [...known_domains, 'acme.org'],
  })
  expect(domainChange({ domains }, { gone: 'acme.example' })).toEqual({
    known_domains,
    domains: ['acme.net'],
  })
})
