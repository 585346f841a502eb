import { isProseWord } from './prose.ts'

/**
 * What one word between blanks looks like: `strong` mixes letters with digits or signs as secrets do, `digits` and `word`
 * may be one beside a clear label, `fact` and `prose` are none.
 */
export type Look = 'strong' | 'digits' | 'word' | 'fact' | 'prose'

const facts: RegExp[] = [
  // Error codes, updates, advisories, NDR codes, registry paths, files, shares, addresses.
  /^0x[0-9a-f]{1,16}$/i,
  /^(?:kb|cve-|aadsts|ms\d\d-|event|err|error|inc|req|chg|sr|tkt)[-#]?\d[\d-]{0,12}$/i,
  /^[45]\.\d{1,3}\.\d{1,3}$/,
  /^#\d{1,10}$/,
  /^s-1-\d{1,2}(?:-\d{1,10}){1,14}$/i,
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3})$/,
  // Commands of PowerShell that fetch a secret; the script does not hold it.
  /^(?:Get|Import|Read|ConvertTo|ConvertFrom|New|Invoke)-[A-Z][A-Za-z]{3,30}$/,
  /^hk(?:lm|cu|cr|u|ey_[a-z_]{4,30})[\\:]/i,
  /^[a-z]:\\/i,
  /^\\\\[\w.$-]{1,60}(?:\\|$)/,
  /^(?:https?|ftp|sftp|smb|file):\/\//i,
  /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}$/,
  /^v?\d{1,5}(?:\.\d{1,6}){1,4}(?:[a-z]\d{0,3}|-[a-z]{1,10}[.-]?\d{0,4})?(?:\/\d{1,2})?$/i,
  /^(?:\d{1,4}[./-]){2}\d{2,4}$/,
  /^\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]{0,14}(?:Z|[+-]\d\d:?\d\d)?$/i,
  /^\d{1,2}:\d{2}(?::\d{2})?(?:am|pm)?$/i,
  /^\d{1,6}(?:st|nd|rd|th|x|%|kb|mb|gb|tb|ms|s|h|min|d|am|pm)$/i,
  /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i,
  /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i,
  /^\+?\d{1,4}(?:[-. ]\d{2,4}){1,4}$/,
  // Hosts and devices: capital letters, dashes and a number at the end.
  /^[A-Z]{2,8}(?:-[A-Z0-9]{1,12}){1,3}$/,
  /^(?:[a-z0-9-]{1,63}\.){1,5}(?:com|net|org|io|local|lan|example|internal|de|fr|nl|it|es|pl|pt|eu|uk|edu|gov)$/i,
  /^[\w-]{1,60}\.(?:txt|pdf|docx?|xlsx?|exe|msi|ps1|log|zip|kdbx|ya?ml|json|png|jpe?g|eml|msg|csv|html?|aspx?)$/i,
  // Names of products and standards that hold a digit.
  /^(?:wpa[23]?(?:\/wpa[23])?|wpa[23]-\w{3,10}|win(?:dows)?-?\d{1,4}|sha-?\d{1,3}|md5|aes-?\d{3}|ikev[12]|[mo]365|office-?365|(?:exchange|server|office|sql)-?20\d\d|ipv[46]|tls1?\.?\d?|oauth2?|802\.1x|[23]fa|ipsec\/l2tp|l2tp\/ipsec|x509|utf-?8|base64|ldaps?:\d{1,5}|p12|pkcs\d{1,2}|fido2|u2f|usb-?[c\d]|port\d{1,4}|vlan\d{1,4}|snmpv[123]c?|pop3|http2?|mp[34]|h26[45]|dc\d{1,3})$/i,
  // Placeholders: the name of a variable, a mask, a hint of what belongs there.
  /^[$%@]\{?[\w:.]{1,60}\}?%?$/,
  /^[*•●xX._?#-]{2,60}$/,
  /^(?:\{\{|<|\$\(|\[)/,
  /^\(.{0,60}\)?$/,
]

const edge = /^[("'`[]{1,4}|[.,;:)\]"'`]{1,4}$/g

export function lookOf(token: string): Look {
  if (!/[\p{L}\p{N}]/u.test(token)) return 'fact'
  const plain = token.replace(edge, '')
  if (isProseWord(plain)) return 'prose'
  if (facts.some((fact) => fact.test(token) || fact.test(plain))) return 'fact'
  if (/^\d{1,40}$/.test(plain)) return 'digits'
  const hasLetter = /\p{L}/u.test(token)
  if (hasLetter && /\p{N}/u.test(token)) return 'strong'
  if (/[@#$%^&*+=~!?_<>{}|\\]/.test(token.slice(1))) {
    // "expired!" and "Monday?" are words with the end of a sentence.
    const isSentenceEnd = /^[\p{L}'-]{1,60}[!?]{1,3}$/u.test(token)
    return isSentenceEnd ? 'word' : 'strong'
  }
  if (/\p{Ll}\p{Lu}/u.test(plain)) return 'strong'
  return hasLetter ? 'word' : 'digits'
}
