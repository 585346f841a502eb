import { regexOf } from './regex-of.ts'

/** Who says so; and what the case is about, not one thing among others as in "stable on the hotspot". */
const before =
  '(?:(?:and|so|now|yes|yep) )*(?:\\w+(?: \\w+)? (?:confirms?|confirmed|says?|said|reports?|reported) (?:that )?)?' +
  '(?:(?:it|they|this|that|all|everything|everyone|(?:(?:the|her|his|their) )?(?:line|connection|vpn|tunnel|link|sessions?|network|internet|printer|sync|calls?|audio|site|share)) )?'

const well = '(?:stable|steady|solid|quiet|clean|fine|good|up|online|connected)'

/** "Has held" lasts; "held for an hour" may be over. */
const lasts =
  '(?:(?:has|have|its) (?:now )?held(?: up| on)?' +
  `|(?:(?:has|have|its|is|are) )?(?:now )?(?:been (?:rock )?${well}|been running (?:fine|clean|well)|stayed ${well}|holding(?: up| on| ${well})?|${well}))`

const none =
  '(?:not (?:a|one) (?:single )?|no (?:more |further |single )?)' +
  '(?:drop(?:out)?s?|disconnect(?:ion)?s?|errors?|crash(?:es)?|freezes?|lockouts?|timeouts?|outages?|alerts?|alarms?|problems?|issues?|trouble|complaints?|interruptions?|loss(?:es)?)'

/** Long enough that nobody waits for the next time it goes wrong. */
const longEnough =
  '(?:for (?:about |over |more than |at least |almost |nearly |the )?(?:(?:half )?an?|half a|one|two|three|four|five|six|seven|eight|ten|twelve|several|some|a few|a couple of|\\d{1,3}|last|whole|past)(?: (?:two|three|four|few|\\d{1,2}))? (?:hours?|h|days?|weeks?|nights?|mornings?|afternoons?|weekends?|shifts?)' +
  '|for (?:about |over |more than |at least )?(?:thirty|forty|forty five|fifty|sixty|ninety|[3-9]\\d|\\d{3}) (?:min|mins|minutes)' +
  '|(?:ever )?since(?: (?!when\\b)\\w+(?: \\w+){0,3})?' +
  '|(?:all|the whole) (?:day|morning|afternoon|evening|night|week|weekend|shift)|overnight)(?: (?:now|already|straight))?'

const held = new RegExp(
  `^${before}(?:${lasts}|${none}) ${longEnough}$|^(?:(?:es|das|(?:die|der) \\w+) )?haelt (?:jetzt |nun |schon )*seit \\w+(?: \\w+){0,2}$`,
)

/** Who says so too, or is content with it. */
const agrees = regexOf(String.raw`
  ^(?:and |und )?(?:(?:the |der |die )?\w+(?: \w+)? (?:confirms?|confirmed|agrees?|agreed|bestaetigt
  |bestaetigte)(?: (?:it|this|that|so|too|es|das))?|(?:confirmed|bestaetigt)(?: (?:by|with
  |von) (?:the )?\w+(?: \w+)?)?|\w+(?: \w+)? (?:says?|sagt) (?:so|yes|ja)(?: too)?
  |(?:\w+ )?(?:is |ist )?(?:happy|satisfied|zufrieden))$`)
const denies = /\b(?:not|nicht|no|nobody|never|cannot|kann)\b/

/** Whether a clause, read in small letters, tells that it has stayed well. */
export const hasHeld = (clause: string): boolean => held.test(clause)

/** Whether a clause only says that somebody agrees. */
export const isAgreed = (clause: string): boolean => agrees.test(clause) && !denies.test(clause)
