import { regexOf } from './regex-of.ts'

/** "She sees it", "all three in", "internet back": whole clauses that say so, told of who or what has it again. */
const wellAgain = [
  regexOf(String.raw`
    ^(?:(?:it|he|she|they|the \w+) )?(?!(?:hangs|crashes|fails|drops|freezes|asks|prompts|reboots|restarts
    |stops|breaks|loops|shows|says|flaps|beeps|blinks|complains|happens|errors|bounces|needs|is|was|has|does
    |loses|jams|this|users|his|its)\b)\w{3,}s (?:now|again)$`),
  regexOf(String.raw`
    ^(?:all|everyone|everything|both|alle|alles|beide)(?: (?:of them|\w+))? (?:reachable|visible|there
    |connected|erreichbar|sichtbar)(?: (?:now|again|wieder|jetzt))*$`),
  regexOf(String.raw`
    ^(?:the )?(?!(?:comes|goes|calls|falls|errors|problems|issues|prompts|drops|is|was|rolls
    |gets)\b)\w{3,}s back(?: (?:in|up|online|now|again))*$`),
  regexOf(String.raw`
    ^(?:and |now |so |jetzt )*(?:he|she|they|it|everyone|everybody|all|both|user|users|customer|client|sie
    |er|alle|kunde|kundin)(?: \w+)? (?:sees?|gets?|finds?|reads?|hears?|receives?|reaches|opens?|sieht|sehen
    |bekommt|bekommen|findet|finden|hoert|hoeren)(?: (?:it|in|them|him|her|us|everything|all|this|that|the
    |his|their|its|es|alles|den|die|das|ihn|sie|wieder|fine))*(?: \w+)?(?: (?:now|again|fine|wieder
    |jetzt))*$`),
  regexOf(String.raw`
    ^(?:and |now |so |jetzt )*(?:all|alle|alles|everyone|everything|both|internet|network|line|mail|netz
    |netzwerk|leitung|all (?:of them|\w+)|(?:the |das |der |die )?\w+ (?:is|are|ist|sind|wieder))(?: (?:is
    |are|ist|sind))?(?: wieder)? (?:in|up|back|da|drin|online|through)(?: (?:now|again|wieder|jetzt))*$`),
  regexOf(`
    ^(?:(?:the |der |die |das )?(?:alert|alarm|error|prompt|prompts|popup|message|warning|noise|echo|loss
    |entry|fehler|meldung) (?:is |are |ist )?)?(?:gone|weg)(?: (?:now|again|jetzt))*$`),
  regexOf(String.raw`
    ^(?:and |now |so )*(?:(?:it|he|she|they|md|user|boss|customer|client|\w+ (?:says?|said)) )*(?:(?:is
    |it is|its|runs|been) )*(?:fast|quick|snappy|smooth|schnell|fluessig|normal)(?: (?:now|again|wieder
    |jetzt|all \w+))+$`),
  /^(?:and |now |so )*(?:(?:it|he|she|they) )?(?:shows?|showed) up(?: (?:now|again|fine|after (?:(?:a|the) \w+|(?!(?:a|the) )\w+)))*$/,
  regexOf(`
    ^(?:and |und )*(?:he|she|they|er|sie|alle|both|all|everyone) (?:gets?|got|kommt
    |kommen) (?:wieder )?(?:in|rein)(?: (?:now|again|wieder|jetzt))*$`),
]
/** What is not there, or there in a bad way, is none of it. */
const badly =
  /\b(?:errors?|fehler|nothing|nichts|old|alte\w?|wrong|blank|blocked|prompts?|half|one|some|only|popups?)\b/
/** Whether a clause, read in small letters, tells that somebody or something has it again. */
export const isWellAgain = (clause: string): boolean =>
  wellAgain.some((shape) => shape.test(clause)) &&
  (!badly.test(clause) || /^(?:the )?\w+ (?:is |are )?gone/.test(clause))

/** "User happy" ends a case without a word about what was done. */
export const isContent = (clause: string): boolean =>
  /^(?:(?:the|der|die|das) )?(?:user|users|customer|client|boss|he|she|they|kunde|kundin|chef|chefin|er|sie) (?:(?:is|are|ist|sind|very|sehr) )*(?:happy|zufrieden|gluecklich)(?: (?:now|again|wieder|jetzt))*$/.test(
    clause,
  )
