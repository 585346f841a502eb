/** How engineers shorten words in notes, in small letters without their full stop, and what they stand for. */
const table = `
acc according
accts accounts
acct account
approx approximately
batt battery
cert certificate
co company
conf confirmed
cust customer
ext external
incl includes
inst installation
intermitt intermittent
mins minutes
prob probably
pwd password
rpt reports
rpts reports
rptd reported
reqd required
sec seconds
secs seconds
svc service
temp temporary
tmrw tomorrow
wk week
anw anwender
ausgeschl ausgeschlossen
best bestaetigt
einger eingerichtet
kd kunde
lt laut
ungesp ungespeicherte
restl restliche
wg wegen
`
const forms = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => line.split(' ') as [string, string]),
)
/** "best" and "inst" are words of their own unless a full stop follows. */
const shortened = /(?<![\p{L}\p{N}.@/-])(\p{L}{2,9})(\.(?=[\s,;)])|(?=\s))/gu
const symbols: readonly (readonly [RegExp, string])[] = [
  [/(?<=\s)w\/o(?=\s)/g, 'without'],
  [/(?<=\s)w\/(?=\s?\p{L})/gu, 'with '],
  [/(?<=\s)(?:->|=>|→)(?=\s)/g, ', so'],
]
const needsStop = new Set(['acc', 'best', 'ext', 'inst', 'incl', 'prob', 'temp', 'sec', 'conf'])

/** They lead to what follows, even to a name or a German noun. */
const leading = new Set([
  'acc',
  'cust',
  'ext',
  'incl',
  'lt',
  'prob',
  'restl',
  'ungesp',
  'wg',
  'anw',
  'kd',
  'co',
])

/** Whether the full stop at a place of a line ends a short form, and no sentence. */
export function endsShortForm(line: string, stop: number): boolean {
  const word = /(?<![\p{L}\p{N}])\p{L}{2,9}$/u
    .exec(line.slice(Math.max(0, stop - 12), stop))?.[0]
    .toLowerCase()
  if (word === undefined || !forms.has(word)) return false
  return leading.has(word) || !/^\.\s+\p{Lu}/u.test(line.slice(stop, stop + 12))
}

/** A sentence of notes with its short forms in full. */
export function inFull(text: string): string {
  const words = text.replace(shortened, (found, word: string, stop: string) => {
    const full = forms.get(word.toLowerCase())
    if (full === undefined || (stop === '' && needsStop.has(word.toLowerCase()))) return found
    return full
  })
  return symbols.reduce((all, [shape, full]) => all.replace(shape, full), words)
}
