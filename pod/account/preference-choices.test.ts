import { expect, test } from 'vitest'
import { languages } from '../../shared/contracts/preferences.ts'
import { languageChoices, zoneChoices } from './preference-choices.ts'

test('the zone of the browser stands first, each zone once', () => {
  const choices = zoneChoices('Europe/Paris', 'Europe/Berlin', [
    'Europe/Berlin',
    'Europe/Paris',
    'Asia/Tokyo',
  ])
  expect(choices.map(({ value }) => value)).toEqual(['Europe/Berlin', 'Asia/Tokyo', 'Europe/Paris', 'UTC'])
  expect(choices[0]?.label).toBe('Europe/Berlin (this browser)')
})

test('a zone that is set but not known here can still be seen', () => {
  const values = zoneChoices('US/Pacific', 'UTC', []).map(({ value }) => value)
  expect(values).toEqual(['UTC', 'US/Pacific'])
})

test('every language of texts can be chosen', () => {
  expect(languageChoices.map(({ value }) => value)).toEqual([...languages])
})
