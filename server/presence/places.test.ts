import { expect, test } from 'vitest'
import { createPlaces, goneAfterMs, type Place } from './places.ts'

function placesAt(start = 1_000_000) {
  const clock = { now: start }
  return { clock, places: createPlaces(() => clock.now) }
}
const ben = (more: Partial<Place> = {}): Place => ({
  account_id: 'acme',
  session_id: 'mail',
  ticket_id: '48291',
  user_id: 'ben',
  name: 'Ben Okafor',
  surface: 'pod',
  tab: null,
  family_id: null,
  state: 'reading',
  since: 1_000_000,
  ...more,
})
const cleo = (more: Partial<Place> = {}) => ben({ user_id: 'cleo', name: 'Cleo Marsh', ...more })

test('others of the same case and account are seen, oneself is not', () => {
  const { places } = placesAt()
  for (const place of [
    ben(),
    cleo(),
    cleo({ session_id: 'vpn' }),
    ben({ account_id: 'zed', user_id: 'zed' }),
  ])
    places.put(place)
  expect(places.of('acme', 'mail', 'ben').map(({ name }) => name)).toEqual(['Cleo Marsh'])
  expect(places.of('acme', 'mail', 'vera').map(({ name }) => name)).toEqual(['Ben Okafor', 'Cleo Marsh'])
  expect(places.of('acme', 'vpn', 'vera').map(({ name }) => name)).toEqual(['Cleo Marsh'])
  expect(places.of('zed', 'mail', 'vera')).toMatchObject([{ user_id: 'zed' }])
})

test('several surfaces of one person are one, and typing on one of them counts', () => {
  const { places } = placesAt()
  places.put(ben())
  places.put(ben({ surface: 'app', state: 'typing', since: 1_003_000 }))
  expect(places.of('acme', 'mail', 'cleo')).toEqual([
    {
      user_id: 'ben',
      name: 'Ben Okafor',
      surface: 'app',
      state: 'typing',
      since: new Date(1_003_000).toISOString(),
    },
  ])
  places.remove(ben({ surface: 'app' }))
  expect(places.of('acme', 'mail', 'cleo')).toMatchObject([{ surface: 'pod', state: 'reading' }])
})

test('two tabs on one surface are two places: leaving one leaves the other', () => {
  const { places } = placesAt()
  places.put(ben({ tab: 'one' }))
  places.put(ben({ tab: 'two', state: 'typing' }))
  places.remove(ben({ tab: 'two' }))
  expect(places.of('acme', 'mail', 'cleo')).toMatchObject([{ user_id: 'ben', state: 'reading' }])
  places.remove(ben({ tab: 'one' }))
  expect(places.of('acme', 'mail', 'cleo')).toEqual([])
})

test('the places of a sign-in are those of this person that came by it', () => {
  const { places } = placesAt()
  places.put(ben({ family_id: 'desk' }))
  places.put(ben({ family_id: 'desk', session_id: 'vpn' }))
  places.put(ben({ family_id: 'laptop', surface: 'app' }))
  places.put(cleo({ family_id: 'desk' }))
  const desk = { account_id: 'acme', user_id: 'ben', family_id: 'desk' }
  expect(places.ofSignIn(desk).map(({ session_id }) => session_id)).toEqual(['mail', 'vpn'])
  expect(places.ofSignIn({ ...desk, account_id: 'zed' })).toEqual([])
})

test('only a difference is a change', () => {
  const { places } = placesAt()
  expect(places.put(ben())).toBe(true)
  expect(places.put(ben())).toBe(false)
  expect(places.put(ben({ state: 'typing' }))).toBe(true)
  expect(places.remove(ben())).toBe(true)
  expect(places.remove(ben())).toBe(false)
})

test('after 25 s of silence somebody is gone, and back with the next word', () => {
  const { clock, places } = placesAt()
  places.put(ben())
  clock.now += goneAfterMs - 1
  expect(places.of('acme', 'mail', 'cleo')).toHaveLength(1)
  expect(places.forgetSilent()).toEqual([])
  clock.now += 1
  expect(places.of('acme', 'mail', 'cleo')).toEqual([])
  expect(places.forgetSilent()).toMatchObject([
    { account_id: 'acme', session_id: 'mail', ticket_id: '48291' },
  ])
  expect(places.forgetSilent()).toEqual([])
  expect(places.put(ben())).toBe(true)
})

test('a person who opens case after case takes a limited room, the newest stay', () => {
  const { places } = placesAt()
  for (let n = 0; n < 30; n++) places.put(ben({ session_id: `case ${n}` }))
  const seen = Array.from({ length: 30 }, (_, n) => places.of('acme', `case ${n}`, 'cleo').length)
  expect(seen.filter((count) => count > 0)).toHaveLength(20)
  expect(seen.slice(10)).toEqual(Array.from({ length: 20 }, () => 1))
})
