import { describe, expect, test } from 'vitest'
import { growthUpTo } from '../testing/growth.ts'
import { messageCharactersAtMost } from './intents.ts'
import { outcomeOf } from './outcome.ts'

describe('what was done helped', () => {
  test.each([
    'rolled driver back to PS -> no more blanks',
    'disabled it, test mail from gmail came in 2 min',
    "corrected phone time, he's in now",
    'removed connector, test mail delivered',
    'fuse was blown. replaced, all doors fine',
    'firmware of mesh updated. no drops since 1h. done',
    'unplugged the new ip cams -> stable',
    '2x rebooted, kein recovery key mehr',
    'restarted spooler, prints now',
    'Treiber getauscht, druckt wieder',
    'neue Lizenz zugewiesen, er kann sich jetzt anmelden',
    'cleared the cache and signed in again, everything loads',
    'Profil neu erstellt, seitdem läuft alles',
    'swapped the cable, no errors since',
    'he can open it now thx',
    'its back, everyone online',
    'Job lief heute nacht durch, restore test ok',
    'sync fertig, alles grün',
    'owen says perfect',
    'Kundin sagt, es läuft',
    'she confirmed it works',
    'passt',
    'läuft wieder',
    'ça marche',
    'keine Abbrüche mehr seit gestern Abend',
    'users can print again',
    'nothing in the log, prints now',
    'unmuted, works',
    'lte stick raus, neues kabel, läuft',
    'reset the sync client, syncs',
    'turned separator page off, prints clean',
    'neues kabel, druckt',
    'port gewechselt, tut',
    'freed 80 gb, backup runs',
    'kalibriert, druckt sauber',
    'vpn profil neu angelegt, verbindet wieder',
    're-paired the headset, works',
    'dock ab, läuft stabil',
    'sim raus und rein, geht',
    'duplex aus, passt jetzt',
    'granted send-on-behalf, he sees the folder now',
    'ups bypassed, all up',
    'added them to the group again, all three in now',
    'breaker back in, internet back',
    'deleted the stale profile, she finds everything again',
    'moved the nightly report, fast again',
    'rebuilt the index, boss says its quick again',
    'reran it, green this time',
    'customer says its solved',
    'kundin ist zufrieden, alles da',
    'remapped it, shows up after a restart',
    'automapping off, gone',
    'archived the old logs, alert is gone',
    'found it in the archive. user happy',
    'lizenz zugewiesen, sie kommt rein',
    'ca root nachinstalliert, postfach wieder da',
    'relinked it, both get in',
    'password prolonged and unlocked, joins now',
    'moved the rule down, all reachable',
    'freed two ports, phones back',
    'removed it, hes connected',
  ])('“%s”', (words) => {
    expect(outcomeOf(words)).toEqual({ works: true, sure: true })
  })
})

describe('still as before', () => {
  test.each(['filled it, still error 8', 'druckt immer noch leere seiten', 'no change', 'trotzdem tot'])(
    '“%s”',
    (words) => {
      expect(outcomeOf(words)).toMatchObject({ works: false })
    },
  )
})

describe('nothing certain', () => {
  test.each([
    'rebooted, works for five minutes then drops',
    'restarted, fine until noon',
    'replaced the cable but still slow',
    'works now, but others still have it',
    'does it work now?',
    'works sometimes',
    'the printer in the hall is fine, hers is not',
    'it should work now',
    'maybe it works again',
    'updated the firmware, waiting',
    'moved 150 GB to the archive share',
    'only the wired desktop works',
    'geht nicht',
    'läuft nur im Browser',
    'no access to the share',
    'all users have it',
    'he is in the office',
    'test mail sent',
    'driver: HP Universal PCL6, was PS before',
    'if I disable the add-in it works',
    'account ok',
    'checked the account, all good',
    'no more licences',
    'keine Fehler im Log',
    'ping works, name does not',
    'nothing comes out since 3 days',
    'nobody can print now',
    'yes failed. great, another misread. their MX points to old host',
    'great, now the other one is broken',
    'super, wieder kaputt',
    'na toll, jetzt hängt der andere. super',
    'error again, great',
    'hotspot, works',
    'on the phone, works',
    'other device, works',
    'mit kabel, läuft',
    'tested with another headset, works',
    'wrong mailbox, great',
    'bounced, perfect',
    'missing again. good',
    'seit heute kann niemand mehr drucken',
    'restarted the writer, running the job again now',
    'replaced it, testing once more now',
    'dienst neu gestartet, job läuft gerade nochmal',
    'put them in the group, two can connect, third still no',
    'removed the rule, all mails gone',
    'restored it, she sees the old one',
    'changed it, shows up as blocked now',
    'restarted it, she sees nothing',
    'set it up, he gets an error now',
    'locked again, all in red',
    'archived the logs',
    'moved the rule, no ping from here to there, other way works',
    'restarted it, hangs again',
    'swapped it, errors back',
    'trace: 840 messages went out to her contacts',
    'successful sign-in from another country at 06:12',
    'printer back from repair',
  ])('“%s”', (words) => {
    expect(outcomeOf(words)?.works === true && outcomeOf(words)?.sure === true).toBe(false)
  })
})

test.each(['no more ', 'fixed, ', 'keine x ', 'can '])(
  'twice as many “%s” take about twice as long',
  async (part) => {
    const read = (size: number) => outcomeOf(part.repeat(size / part.length))
    expect(await growthUpTo(read, messageCharactersAtMost)).toBeLessThan(3)
  },
)

test.each([
  'trace: 840 messages went out to her contacts',
  'successful sign-in from another country at 06:12',
])('“%s” is no outcome at all', (words) => {
  expect(outcomeOf(words)).toBeNull()
})
