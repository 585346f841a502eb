import { describe, expect, test } from 'vitest'
import { growthUpTo } from '../testing/growth.ts'
import { contrastIn } from './contrast.ts'

describe('one cause is out and another one is it', () => {
  test.each([
    ['it wasnt damaged data, it was the 3000 files in one go', 'damaged data', 'the 3000 files in one go'],
    ["it wasn't the driver, it was the cable", 'the driver', 'the cable'],
    ['it was not the switch but the dead ups', 'the switch', 'the dead ups'],
    ['not the switch, it was the ups', 'the switch', 'the ups'],
    ['not the driver, its the spooler', 'the driver', 'the spooler'],
    ['cause was the dead ups, not the switch', 'the switch', 'the dead ups'],
    ['it was the cable, not the port', 'the port', 'the cable'],
    ['es war nicht der treiber, sondern das kabel', 'der treiber', 'das kabel'],
    ['war nicht der treiber, war das kabel', 'der treiber', 'das kabel'],
    ['nicht die firewall sondern der proxy', 'die firewall', 'der proxy'],
    ['lag nicht am router, lag am modem', 'router', 'modem'],
    ['lag am modem, nicht am router', 'am router', 'modem'],
    ["das kabel war's, nicht der treiber", 'der treiber', 'das kabel'],
    ['ursache war der toner, nicht die trommel', 'die trommel', 'der toner'],
  ])('“%s”', (words, out, cause) => {
    expect(contrastIn(words)).toMatchObject({ out, cause })
  })

  test('what stands behind it is its rest', () => {
    expect(contrastIn('not the switch but the dead ups. works again')?.rest).toBe('works again')
  })
})

test.each([
  'it was the media sensor, not calibrated',
  'it was the toner, not full',
  'not the driver',
  'it was not the driver',
  'not sure, it was late',
  'was it the driver or the cable?',
  'the cable, not tested',
  'it is not working but the light is on?',
  'war nicht da, ruft zurück',
  'maybe not the driver but the port',
  'it was that, not sure',
  'prints now, not the first page',
  'fixed, not by me',
])('“%s” sets none against another', (words) => {
  expect(contrastIn(words)).toBeNull()
})

test.each(['it was not a, ', 'not the x but ', 'lag am a ', 'fixed, '])(
  'twice as many “%s” take about twice as long',
  async (part) => {
    const read = (size: number) => contrastIn(part.repeat(size / part.length))
    expect(await growthUpTo(read, 1000)).toBeLessThan(3)
  },
)
