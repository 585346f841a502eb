import { intentOf } from './intents.ts'
import { fold } from './normalize.ts'
import { regexOf } from './regex-of.ts'

/** Of a message no more is read for what it takes back. */
export const longestRead = 1_000

const trouble =
  'error|fehler|problem|issue|prompt|noise|echo|message|meldung|symptoms?|pop-?up|loss|lag|freeze|drops?|warning|warnung'
const notFixed = [
  regexOf(String.raw`
    \b(?:not|never|nicht
    |nie) (?:really |quite |richtig |wirklich |ganz |yet |noch |fully |completely )?(?:fixed|solved|resolved
    |sorted|gone|done|working|weg|behoben|geloest|erledigt|repariert)\b`),
  regexOf(String.raw`
    \b(?:broken|failing|fails|failed|kaputt|tot|gestoert|dead|down|full|slow|locked|stuck|red|blank|missing
    |voll|langsam|gesperrt|rot|offline) (?:again|wieder)\b`),
  regexOf(String.raw`
    \b(?:wieder|again|erneut) (?:kaputt|tot|gestoert|broken|dead|failing|the same|das gleiche|dasselbe|voll
    |langsam|gesperrt|rot|offline)\b`),
  new RegExp(
    `\\b(?:${trouble}) (?:is|are|ist|sind|came|comes|kommt|kam)(?: \\w+)? (?:back|again|wieder|zurueck|erneut)\\b`,
  ),
  regexOf(String.raw`
    \b(?:calls?|called|calling|rings?|rang|complains?|complained|ruft|rief|meldet(?: sich)?
    |beschwert sich) (?:\w+ )?(?:again|back|wieder|erneut|nochmal|noch mal)\b`),
  /\b(?:doch|leider|immer noch|noch immer) nicht(?! (?:der|die|das|am|an|an der|so|mehr|mein\w*|dein\w*)\b)/,
  /\b(?:immer noch|noch immer|weiterhin|nach wie vor) (?:nichts|kein\w{0,2}|kaputt|gestoert|tot|das gleiche|dasselbe)\b/,
  /\bnicht alles\b|\bnot (?:all of it|everything)\b|\b(?:too early|too soon|zu frueh)\b/,
  /\bstill (?:nothing|no|none|broken|the same|failing|fails|not|down|dead|happens|happening)\b/,
  regexOf(String.raw`
    \b(?:geht|gehts|klappt|laeuft|funktioniert|tut)(?: es)?(?: (?:wieder|leider|immer|noch|jetzt|heute|doch
    |schon)){0,4} nicht\b(?! mehr (?:schief|kaputt))`),
  regexOf(String.raw`
    ^(?:(?:no|nein|nee|ne|leider|sorry|hm|ok|und|and|oh|ach)[\s,.!:–-]+)*(?:doch nicht|stimmt nicht
    |stimmt doch nicht|von wegen|zu frueh gefreut|not so fast|not true|scratch that|spoke too soon
    |celebrated too early)\b(?! (?:der|die|das|am|an)\b)`),
  regexOf(String.raw`
    \b(?:i|we|nobody|noone|no one) (?:never |did not |didn't |didnt )?(?:said|say)\b.{0,20}\b(?:fixed|solved
    |works?|working|ran|done|it was|ok)\b|\b(?:never|did not|didn't|didnt) (?:said|say) (?:that|so|it)\b
    |\bwho said\b|\b(?:habe?|hab) ich (?:so )?(?:nie|nicht|nirgends) (?:gesagt|behauptet)\b`),
  /\b(?:spoke|called it|celebrated|said (?:it|that)) too (?:soon|early)\b|\bzu frueh gefreut\b/,
  regexOf(String.raw`
    \b(?:kommt|kommen|kam|haengt|hing|spinnt|zickt|hakt|ruckelt|friert|stuerzt|bricht|faellt|ist|sind|tritt
    |trat|passiert|passierte|macht|meldet|streikt|klemmt|stockt)(?: \w+){0,2} (?:wieder|erneut|nochmal
    |noch mal|schon wieder)(?: (?:seit|ab|aus|da|ein|auf|so|ab und zu|los|weg|nicht|raus|wie vorher
    |von vorn\w*|gekommen|aufgetreten|hier|heute|gerade|jetzt|vor)\b|\s*[,.!;]|$)`),
  regexOf(String.raw`
    \b(?:hangs?|hanging|freez\w+|crash\w+|drops?|dropping|dropped|disconnect\w*|bounc\w+|reboots?|rebooting
    |stutters?|lags?|fails?|stops?|stopped|jams?|prompts?|asks?|happens|happened|happening|appears|appeared
    |occurs|occurred|returned|stuck|offline|blank|slow|down|locked|full|same|same thing|same error
    |same issue|same problem) (?:\w+ )?again\b`),
  regexOf(String.raw`
    (?:^|[,.;!] ?)(?:and )?again (?:since|for \d|after|at \d|just now|today|this morning)\b|(?:^
    |[,.;!] ?)(?:schon )?wieder (?:seit|ab \d|vor \d)\b`),
  /\b(?:started|starts|begins|began|faengt|fing|geht|ging) (?:\w+ )?(?:all over )?(?:again|wieder an|wieder los|von vorn\w*)\b/,
  regexOf(String.raw`
    ^(?:(?:no|nein|ok|and|und|oh|leider)[\s,.!–-]+)*(?:same|gleiche[rs]?|dasselbe|derselbe
    |das gleiche) (?:again|wieder|as before|job|error|fehler|problem|thing|issue|wie vorher|noise|message)\b`),
  regexOf(String.raw`
    \b(?:nur|only|just|gerade mal|bloss) .{1,15}(?:gehalten|lasted|held|gelaufen|geklappt)\b|\b(?:haelt
    |hielt|holds?|lasts?) (?:leider )?(?:nicht|not)\b`),
  /\b(?:lasted|held|hielt|ging|worked|lief) (?:only|just|nur|bloss|gerade mal|for) (?:\w+ ){0,2}\w+$/,
  regexOf(String.raw`
    \b(?:does not|doesn't|doesnt|did not|didn't|didnt|is not|isn't|isnt) (?:work|working|help|last|print
    |open|connect|start|hold|stay)\b`),
]
/** "It has not failed again" says the contrary. */
const quiet = regexOf(String.raw`
  \b(?:not|never|no|hasn't|nicht|nie|kein\w{0,2}) (?:\w+ )?(?:failed|fails|broken|down|dead|kaputt
  |complain\w*|call\w*|rung|rang) |\b(?:not|never|no|nothing|hasn't|hasnt|didn't|didnt|did not|nie
  |kein\w{0,2}) (?:\w+ )?(?:happen\w*|appear\w*|occurr?\w*|drop\w*|freez\w*|frozen|crash\w*|come|came|seen
  |stop\w*|return\w*) (?:back|again)\b|\b(?:tritt|trat|kam|kommt|ist|passiert\w*|haengt
  |haengte) (?:\w+ )?nicht (?:mehr |wieder )(?:auf|vor|vorgekommen|aufgetreten|passiert)\b|\b(?:nicht|nie
  |never|not) (?:wieder|again) (?:auf|aufgetreten|passiert|happened|since)\b|\b(?:mails?|e-?mails
  |nachrichten|bilder|ton|signal|drucke|seiten|daten|anrufe|calls) (?:kommt|kommen|come|comes) (?:wieder
  |again)\b|\b(?:alles|all) (?:gut|good|fine|ok|okay)\b`)

/** Words after the end that say the trouble is not over. */
export function isNotFixed(words: string): boolean {
  const text = fold(words.slice(0, longestRead))
  if (/\?\s*$/.test(text) || quiet.test(text)) return false
  return intentOf(words)?.intent === 'still_broken' || notFixed.some((one) => one.test(text))
}
