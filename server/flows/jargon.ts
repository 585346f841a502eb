/** Words a client should not have to read: protocols, products, commands, parts of the machine room. */
const words =
  'mx|spf|dkim|dmarc|ndr|dns|smtp|imap|pop3|owa|ost|pst|transport rule|connector|tenant|quarantine|quarantined|quota|scl|exchange|outlook|powershell|cmdlet|defender|entra|azure|active directory|ldap|radius|nps|saml|mfa|otp|vpn|ipsec|ikev2|ike|l2tp|sstp|ssl|tls|tcp|udp|ip|ipv4|nat|subnet|mtu|mss|gateway|firewall|tunnel|split tunnel|dhcp|isp|port|ports|proxy|registry|driver|certificate|psk|pre-shared|firmware|failover|rekey|proposal|packet loss|log|logs|event log|trace|queue|queued|next hop|host name|hostname|server|fqdn|resolver|gpo|group policy|api|cache|hypothesis|ticket|node|flow|engineer'

const jargon = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'giu')
const addresses =
  /\b\d{1,3}(?:\.\d{1,3}){1,3}\b|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|local|example|internal)\b|\S+@\S+|<[^>]+>|[\\/]{2}\S+|\b[0-9a-f]{8}-[0-9a-f]{4}\b/giu

/** Jargon, addresses and placeholders that stand in a text for the client. */
export function jargonIn(text: string): string[] {
  return [...text.matchAll(jargon), ...text.matchAll(addresses)].map((match) => match[0])
}

/** What is wrong with words that a client reads, a sentence each. */
export function faultsOfClientText(text: string, kind: 'sentence' | 'noun phrase'): string[] {
  const found = [...new Set(jargonIn(text))]
  const isWhole = kind === 'sentence' ? /^\p{Lu}.*\.$/u.test(text) : !/[.!?]$/.test(text)
  const expected =
    kind === 'sentence' ? 'a full sentence that ends in a full stop' : 'a noun phrase without a full stop'
  return [
    ...(found.length > 0 ? [`A client would not know: ${found.join(', ')}.`] : []),
    ...(isWhole ? [] : [`The client reads ${expected} here.`]),
  ]
}
