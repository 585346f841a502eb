import { expect, test } from 'vitest'
import { firstNameOf, givenNameOf } from './first-name.ts'

test.each([
  ['Felix Baum', 'Felix'],
  ['felix baum', 'Felix'],
  ['FELIX BAUM', 'Felix'],
  ['Felix', 'Felix'],
  ['Baum, Felix', 'Felix'],
  ['Baum, Felix (Tailspin)', 'Felix'],
  ['"Baum, Felix"', 'Felix'],
  ['van der Berg, Sanne', 'Sanne'],
  ['García López, María', 'María'],
  ['BAUM Felix', 'Felix'],
  ['Felix Baum, CPA', 'Felix'],
  ['Felix Baum <felix@tailspin.example>', 'Felix'],
  ['Felix Baum via Tailspin', 'Felix'],
  ['Dr. Felix Baum', 'Felix'],
  ['Frau Dr. Anna Schmidt', 'Anna'],
  ['Schmidt, Dr. Anna', 'Anna'],
  ['Mr Kim Tran', 'Kim'],
  ['De heer Jan Visser', 'Jan'],
  ['Anna-Maria Wójcik', 'Anna-Maria'],
  ['Sinéad O’Brien', 'Sinéad'],
])('%s is greeted as %s', (name, first) => {
  expect(firstNameOf(name, 'Tailspin Toys')).toBe(first)
})

test.each([
  'felix@tailspin.example',
  'Tailspin Toys',
  'Tailspin',
  'tailspin-toys',
  'Baum & Co',
  'Baum GmbH',
  'Frau Schmidt',
  'Herr Dr. Baum',
  'Mr. Tran',
  'Mme Dupont',
  'F. Baum',
  'Baum, F.',
  'van der Berg',
  'Front Desk',
  'Empfang',
  'Scanner Room 2',
  'Support Team',
  'Zahnarztpraxis Baum',
  'Autohaus Baum',
  'Familie Baum',
  'Herr und Frau Baum',
  'Baum, Felix’s iPad',
  'Tailspin Toys Kiel',
  'No-Reply',
  '+1 555 0100',
  'Reception, Tailspin Toys',
  '',
  ' , ',
  '…',
])('%s is no name to greet by', (name) => {
  expect(firstNameOf(name, 'Tailspin Toys')).toBe(null)
})

test('a record’s first name may be two words, and is held to the same', () => {
  expect(givenNameOf('Anna Maria', 'Reyes', 'Contoso')).toBe('Anna Maria')
  expect(givenNameOf('Dr. Anna', 'Reyes', 'Contoso')).toBe('Anna')
  expect(givenNameOf('Reyes, Ann', '', 'Contoso')).toBe('Ann')
  expect(givenNameOf('Frau', 'Reyes', 'Contoso')).toBe(null)
  expect(givenNameOf('Contoso', 'Dental', 'Contoso Dental')).toBe(null)
  expect(givenNameOf('ann@contoso.example', 'Reyes', 'Contoso')).toBe(null)
  expect(givenNameOf('Accounts', 'Payable', 'Contoso')).toBe(null)
  expect(givenNameOf('A.', 'Reyes', 'Contoso')).toBe(null)
})

test('a very long name costs nothing and greets nobody by a part of it', () => {
  expect(firstNameOf('a'.repeat(200_000), null)?.length ?? 0).toBeLessThanOrEqual(80)
})
