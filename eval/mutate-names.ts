import { type Clean, drawn, type Mutator, replaced, wordsOf } from './mutate-text.ts'

const devices = ['KR-LT-450', 'MV-SRV-9', 'QB-PC-33', 'ZD-FW-7', 'HN-PRN-61']
const people = ['Tara Holt', 'Marcus Veen', 'Elif Sander', 'Peter Quill']
/** Products and things of the trade that are each other's wrong name. */
const products: readonly (readonly [string, string])[] = [
  ['Outlook', 'Thunderbird'],
  ['Teams', 'Zoom'],
  ['OneDrive', 'Dropbox'],
  ['BitLocker', 'VeraCrypt'],
  ['WebView2', 'Silverlight'],
  ['DHCP', 'RADIUS'],
  ['DNS', 'LDAP'],
  ['SPF', 'DKIM'],
  ['SMS', 'Fax'],
  ['Bluetooth', 'USB'],
  ['SSD', 'Grafikkarte'],
  ['ERP', 'CRM'],
  ['firewall', 'switch'],
  ['Firewall', 'Telefonanlage'],
  ['router', 'printer'],
  ['dock', 'monitor'],
  ['laptop', 'tablet'],
  ['mailbox', 'calendar'],
  ['headset', 'webcam'],
  ['scanner', 'label printer'],
  ['ribbon', 'toner cartridge'],
  ['keyboard', 'mouse'],
  ['switch', 'camera'],
  ['server', 'copier'],
  ['Router', 'Drucker'],
  ['Festplatte', 'Grafikkarte'],
  ['Drucker', 'Scanner'],
  ['Notebook', 'Telefon'],
  ['Terminalserver', 'Mailserver'],
  ['Virenschutz', 'Webfilter'],
  ['Madrid', 'Lisbon'],
  ['Spain', 'Norway'],
]
const deviceName = /\b[A-Z]{2}-[A-Z]+\d*(?:-[A-Z]?\d+)?\b/
const quoted = (word: string) => new RegExp(`(?<![\\p{L}-])${word}(?![\\p{L}])`, 'u')

/** Another device, person or product: of another row of the case where there is one, else of a list. */
export const entity: Mutator = (clean) => device(clean) ?? person(clean) ?? product(clean)

function device({ sentence: { text }, all, cited }: Clean) {
  const inCited = wordsOf(cited)
  const header = wordsOf(all.filter(({ kind }) => kind === 'header'))
  const rows = all.filter(({ kind }) => kind !== 'header')
  const others = [...wordsOf(rows).matchAll(new RegExp(deviceName, 'g'))].map(([name]) => name)
  return replaced(text, deviceName, ([name]) => {
    if (!/\d/.test(name)) return null
    const here = others.filter(
      (other) => other !== name && !header.includes(other) && /\d/.test(other) && !inCited.includes(other),
    )
    return here[0] ?? drawn(devices, text)
  })
}

/** A person who is spoken of and does nothing in the sentence: who does is the matter of `actor`. */
function person({ sentence: { text }, all, cited, people: own }: Clean) {
  const inCited = wordsOf(cited)
  const known = [...new Set(all.flatMap(({ who }) => who ?? []))]
  const named = [...people, ...known, own.contact, own.engineer].filter((name) => text.includes(name))[0]
  const inWords = [
    ...text.matchAll(
      /(?<=\b(?:of|by|for|from|to|than|mit|von|für|laut) )(\p{Lu}\p{Ll}+) (\p{Lu}\p{Ll}+)\b/gu,
    ),
  ]
  const name = inWords[0]?.[0] ?? named
  if (!name) return null
  const other = [...known, ...drawn([people], text)].find((one) => one !== name && !inCited.includes(one))
  return other ? { text: text.replace(name, other) } : null
}

function product({ sentence: { text }, cited }: Clean) {
  const inCited = wordsOf(cited).toLowerCase()
  for (const [from, to] of products) {
    if (inCited.includes(to.toLowerCase())) continue
    const wrong = replaced(text, quoted(from), () => to)
    if (wrong) return wrong
  }
  return null
}
