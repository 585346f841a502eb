import { regexOf } from './regex-of.ts'

const number = String.raw`(\d{1,7}(?:[.,]\d{1,3})?)`
const unit = '(kb|mb|gb|tb|gib|tib)'
const share = new RegExp(
  String.raw`${number}\s?${unit}?\s?(?:of|von|out of|/)\s?(?:the\s|their\s|den\s)?${number}(?:\s?${unit}|(?=[\s,.;)]|$))`,
  'giu',
)
const percentFull = new RegExp(
  String.raw`${number}\s?%\s?(full|used|utili[sz]ed|voll|belegt|of quota|ausgelastet|usage|of (?:the )?(?:limit|quota))`,
  'giu',
)
const percentFree = new RegExp(String.raw`${number}\s?%\s?(free|left|frei|available|remaining)`, 'giu')
const load = regexOf(
  String.raw`
  \b(cpu|ram|memory|arbeitsspeicher|load|last|auslastung|line|leitung|upload|bandwidth|bandbreite
  |prozessor|processor|disk)\b[^.,;\d]{0,25}?(\d{1,3})\s?%`,
  'giu',
)
const tries =
  /\b(\d{1,3})\s?(?:of|out of|von|\/)\s?(\d{1,3})\s?(?:times|tries|attempts|mal|versuche\w{0,1}|tests)/giu
const named = new RegExp(String.raw`(\p{L}{2,20})\s?[:=]\s?${number}`, 'gu')

const driveUsed = regexOf(
  String.raw`
  \b(?:(?:disk|drive|volume|lw|laufwerk|festplatte|platte|partition)\s{0,2}[a-z]\b:?
  |(?<![\w])[a-z]:\\?)[^.,;\n%\d]{0,20}\b(\d{1,3})(?:[.,]\d)?\s?%(?!\s?(?:idle|cpu|last|load))\s?(free
  |left|frei|available|remaining)?`,
  'giu',
)

/** "disk C 98%", "C: 3 % free": a drive that is full or nearly. */
export const sayDrives = (text: string): string =>
  text.replace(driveUsed, (all, amount: string, free: string | undefined) =>
    (free ? 100 - Number(amount) : Number(amount)) >= driveFullFrom ? `${all} disk full` : all,
  )
const driveFullFrom = 90

/** "Loss-free", "error free": without it. "Enough free", "drive free" say the contrary. */
const freeOf =
  /\b(?:(\p{L}{3,15})-|(error|problem|fault|trouble|issue|defect|loss|noise|virus|malware|spam|jam|crash|interference) )free\b/giu

const factor: Record<string, number> = { kb: 1e-6, mb: 1e-3, gb: 1, gib: 1, tb: 1000, tib: 1000 }
const value = (text: string) => Number(text.replace(',', '.'))

/** From here on a store counts as full, below it as roomy; between them nothing is said. */
const fullFrom = 0.95
const roomyTo = 0.9

/** Says what numbers mean: "49.2 of 50 GB" is full, "31 of 50 GB" is room enough, "2 of 3" several, "0%" none. */
export function sayAmounts(text: string): string {
  return text
    .replace(
      /^\s*~?(\d{1,3}(?:[.,]\d{1,2})?)\s?%\s*$/,
      (all, amount: string) => `${all} ${ratio(value(amount) / 100)} ${loadOf(value(amount))}`,
    )
    .replace(/^\s*(?:(?:only|just|nur) )?[\w.-]{2,40}@\s*$/u, 'only one mailbox')
    .replace(named, '$1 $2')
    .replace(/\b100\s?% (?=of (?:them|the|our|their)\b(?! time))/giu, 'all ')
    .replace(/\b\d{1,2}\s?% (?:of the time|of the tries|of attempts|der zeit|der fälle)/giu, '$& sometimes')
    .replace(
      /\b(?:one|1|eine[rmsn]?) in (?:\d{1,3}|two|three|four|five|six|ten|zwei|drei|vier|fünf|zehn)\b(?! (?:user|people|person|pc|mailbox|colleague|benutzer|leute|kollegen))/giu,
      '$& sometimes',
    )
    .replace(freeOf, 'no $1$2')
    .replace(tries, (_, some: string, all: string) =>
      Number(some) >= Number(all) ? 'every time' : 'sometimes',
    )
    .replace(load, (all, _, amount: string) => `${all} ${loadOf(Number(amount))}`)
    .replace(percentFull, (all, amount: string) => `${all} ${ratio(value(amount) / 100)}`)
    .replace(percentFree, (all, amount: string) => `${all} ${ratio(1 - value(amount) / 100)}`)
    .replace(
      share,
      (all, used: string, unitUsed: string | undefined, room: string, unitRoom: string | undefined) => {
        const part =
          (value(used) * (factor[(unitUsed ?? unitRoom ?? 'gb').toLowerCase()] ?? 1)) /
          (value(room) * (factor[(unitRoom ?? unitUsed ?? 'gb').toLowerCase()] ?? 1))
        if (unitUsed || unitRoom) return `${all} ${ratio(part)}`
        if (part >= 1) return `all ${room}`
        return value(used) === 0 ? `none of ${room}` : all
      },
    )
}

const somePercent = /(?<![\d.,])(?:[1-9]\d{0,2}|0[.,]\d{1,3})\s?%/
const zeroPart = /(?<![\d.,])0\s?%\s?(\p{L}{2,20})?[^,;.]{0,80}(?:[,;]\s?|\.\s|$)/gu

/**
 * "0% loss on the desktop, 12% to the router" says where it is not and where it is: the part with nothing goes, its noun
 * stays for the other one.
 */
export function measuredPart(text: string): string {
  if (!somePercent.test(text)) return text
  return text.replace(zeroPart, (_, noun: string | undefined) => (noun ? `${noun} ` : '')).trim()
}

const ratio = (part: number): string => (part >= fullFrom ? 'full' : part <= roomyTo ? 'enough space' : '')

const loadOf = (percent: number): string => (percent >= 90 ? 'at the limit' : percent <= 60 ? 'low' : '')
