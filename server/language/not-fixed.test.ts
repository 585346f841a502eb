import { expect, test } from 'vitest'
import { growthUpTo } from '../testing/growth.ts'
import { isNotFixed } from './not-fixed.ts'

test.each([
  'stimmt nicht, hängt wieder seit 5 min, gleicher job',
  'doch nicht',
  'again since 5 min',
  'spoke too soon',
  'kommt wieder',
  'zu früh gefreut',
  'hat nur 10 min gehalten',
  'happened again just now',
  'it dropped again',
  'same error again',
  'nope, same again',
  'wieder seit heute früh',
  'fällt wieder aus',
  'geht wieder los',
  'she is locked again',
  'prints blank again',
  'it came back',
  'fehler ist wieder da',
  'hält nicht',
  'lasted only an hour',
  'not so fast, freezes again',
  'bricht wieder ab',
  'user reports it happens again',
  'und wieder offline',
])('“%s” says after an end that it is not over', (words) => {
  expect(isNotFixed(words)).toBe(true)
})

test.each([
  'läuft wieder',
  'geht wieder',
  'kommt wieder an',
  'she can work again',
  'again thanks',
  'works again since 5 min',
  'wieder da, alles gut',
  'druckt wieder',
  'hängt nicht mehr',
  'never happened again',
  'es ist wieder alles ok',
  'back online again',
  'thanks again',
  'synct wieder',
  'ist wieder erreichbar',
  'verbindet wieder',
  'not happened again since',
  'mails kommen wieder',
  'drops no more',
  'tritt nicht wieder auf',
  'did not come back',
])('“%s” says nothing of the kind', (words) => {
  expect(isNotFixed(words)).toBe(false)
})

test.each(['haengt a ', 'kommt ', 'not a ', 'only ', 'again ', 'happens '])(
  'twice as many “%s” take about twice as long',
  async (part) => {
    const read = (size: number) => isNotFixed(part.repeat(size / part.length))
    expect(await growthUpTo(read, 1000)).toBeLessThan(3)
  },
)
