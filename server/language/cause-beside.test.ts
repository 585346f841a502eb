import { describe, expect, test } from 'vitest'
import { growthUpTo } from '../testing/growth.ts'
import { causeBeside } from './cause-beside.ts'
import { messageCharactersAtMost } from './intents.ts'

describe('the cause that is named beside a success', () => {
  test.each([
    ['fixed, APs idle timeout', 'APs idle timeout'],
    ['fixed. ap war überlastet', 'ap war überlastet'],
    ['altes kennwort im iphone mail, das wars', 'altes kennwort im iphone mail'],
    ['its fixed already. headset was muted', 'headset was muted'],
    ['fuse was blown. replaced, all doors fine', 'fuse was blown'],
    ['works again, dns was wrong', 'dns was wrong'],
    ['läuft wieder, lag am dns', 'lag am dns'],
    ['läuft wieder, lag am alten treiber', 'alten treiber'],
    ['war der falsche treiber, geht wieder', 'der falsche treiber'],
    ['fixed because of the old driver', 'the old driver'],
    ['solved. she was on the wrong wifi', 'she was on the wrong wifi'],
    ['behoben, falsches vlan am port', 'falsches vlan am port'],
    ['expired cert on the nps, that was it', 'expired cert on the nps'],
    ['fixed, it was the poe budget', 'the poe budget'],
    ['geht wieder, kabel hatte einen knick', 'kabel hatte einen knick'],
  ])('“%s”: %s', (words, cause) => {
    expect(causeBeside(words)).toBe(cause)
  })

  test.each([
    'fixed',
    'fixed, thanks',
    'fixed, replaced the cable',
    'fixed, new cable',
    'fixed, user happy',
    'fixed since 10 min',
    'fixed, tested with her',
    'fixed, ticket can be closed',
    'behoben, danke dir',
    'works again, all users',
    'läuft wieder, seit 10 uhr',
    'unmuted, works',
    'lte stick raus, neues kabel, läuft',
    'port gewechselt, tut',
    'yes, fixed',
    'fixed, will monitor',
    'it was that',
    'narrowed the rule, mail arrives again. fixed',
    'moved her next to the mesh box, wifi is stable now. fixed',
    'driver was replaced, prints now',
  ])('“%s” names none', (words) => {
    expect(causeBeside(words)).toBeNull()
  })
})

test.each(['fixed, ', 'was the ', 'because of ', 'wegen a '])(
  'twice as many “%s” take about twice as long',
  async (part) => {
    const read = (size: number) => causeBeside(part.repeat(size / part.length))
    expect(await growthUpTo(read, messageCharactersAtMost)).toBeLessThan(3)
  },
)
