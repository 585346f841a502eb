const longest = 2000
const web = /(?:https?:\/\/|\bwww\.)[^\s<>"'`|\\^{}]{1,2000}/gi
const mail = /(?<![\w.+-])[\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}/gi
const phone = /(?<![\w.+])(?:\+|\(?0)[\d ()./-]{5,24}\d(?!\w)/g
const mostOfAKind = 200

/** Addresses of the web and of mail, and telephone numbers, as they stand in a text; of each kind the first 200. */
export function addressesIn(text: string): string[] {
  return [web, mail, phone].flatMap((pattern) => {
    const found = new Set<string>()
    for (const [match] of text.matchAll(pattern)) {
      found.add(withoutEnd(match))
      if (found.size === mostOfAKind) break
    }
    return [...found]
  })
}

/** Signs at the end of an address belong to the sentence around it; a bracket does where it was not opened inside. */
function withoutEnd(address: string): string {
  let end = address.length
  while (end > 0 && '.,;:!?)]*_~'.includes(address[end - 1] ?? '')) {
    if (address[end - 1] === ')' && isBalanced(address.slice(0, end))) break
    end--
  }
  return address.slice(0, end)
}

const isBalanced = (text: string) => text.split('(').length >= text.split(')').length

/**
 * Equal for two spellings of one address; null for what is no address of the web (http, https), of mail or of a
 * telephone. Everything that can carry data counts: path, query, fragment, a name before the host.
 */
export function addressKey(address: string): string | null {
  const text = address.trim().slice(0, longest + 20)
  const [, scheme = '', rest = ''] = /^(https?|mailto|tel):(.*)$/is.exec(text) ?? []
  if (/^tel$/i.test(scheme) || (!scheme && /^[+(\d][\d ()./-]+$/.test(text))) return phoneKey(rest || text)
  if (/^mailto$/i.test(scheme)) return rest.includes('@') ? `mailto:${rest.toLowerCase()}` : null
  if (!scheme && /^[^\s/:]+@[^\s/:]+$/.test(text)) return `mailto:${text.toLowerCase()}`
  return scheme || /^www\./i.test(text) ? webKey(scheme ? text : `http://${text}`) : null
}

function phoneKey(number: string): string | null {
  const digits = number.replace(/\D/g, '')
  return digits ? `tel:${digits}` : null
}

function webKey(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || !/^https?:$/.test(url.protocol)) return null
  const { username, password, host, pathname, search, hash } = url
  const name = username || password ? `${username}:${password}@` : ''
  return `${name}${host}${pathname.endsWith('/') ? pathname.slice(0, -1) : pathname}${search}${hash}`
}

/** Where an address leads, in a word: host, mail address or number. */
export function placeOf(address: string): string {
  const key = addressKey(address) ?? ''
  if (key.startsWith('mailto:')) return key.slice('mailto:'.length).split('?')[0] ?? ''
  if (key.startsWith('tel:')) return address.replace(/^tel:/i, '')
  const whole = /^www\./i.test(address) ? `http://${address}` : address
  return URL.canParse(whole) ? new URL(whole).host : key
}
