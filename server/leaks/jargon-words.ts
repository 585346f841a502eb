/**
 * A word that a client should not have to read, as a pattern, with what a person would say instead. `isName`: it counts
 * in this spelling alone, as "Exchange" is a product and "exchange" a word.
 */
export type JargonWord = { words: string; en: string; de: string; isName?: true }

export const jargonWords: readonly JargonWord[] = [
  { words: 'mx records?|mx', en: 'the mail delivery setting', de: 'die Einstellung der E-Mail-Zustellung' },
  { words: 'spf|dkim|dmarc', en: 'the sender check', de: 'die Absenderprüfung' },
  { words: 'ndrs?', en: 'a bounce message', de: 'eine Unzustellbarkeitsmeldung' },
  { words: 'dns', en: 'the name lookup', de: 'die Namensauflösung' },
  { words: 'smtp|imap|pop3', en: 'the mail service', de: 'der E-Mail-Dienst' },
  { words: 'owa', en: 'Outlook in the browser', de: 'Outlook im Browser' },
  { words: 'ost|pst', en: 'the mail file', de: 'die E-Mail-Datei', isName: true },
  { words: 'ost files?|pst files?', en: 'the mail file', de: 'die E-Mail-Datei' },
  { words: 'transport rules?', en: 'a mail rule', de: 'eine E-Mail-Regel' },
  { words: 'connectors?', en: 'the mail connection', de: 'die E-Mail-Verbindung' },
  { words: 'tenants?', en: 'your Microsoft account', de: 'Ihr Microsoft-Konto' },
  { words: 'scl', en: 'the spam rating', de: 'die Spam-Bewertung' },
  {
    words: 'exchange online|exchange server|exchange',
    en: 'the mail system',
    de: 'das E-Mail-System',
    isName: true,
  },
  { words: 'powershell|cmdlets?', en: 'a command', de: 'ein Befehl' },
  { words: 'microsoft defender|defender', en: 'the virus protection', de: 'der Virenschutz', isName: true },
  {
    words: 'entra id|entra|azure ad|azure|active directory|ldap',
    en: 'the sign-in service',
    de: 'der Anmeldedienst',
  },
  { words: 'radius|nps|saml', en: 'the sign-in service', de: 'der Anmeldedienst', isName: true },
  { words: 'mfa|otp', en: 'the second sign-in step', de: 'der zweite Anmeldeschritt' },
  { words: 'conditional access', en: 'a sign-in rule', de: 'eine Anmelderegel' },
  {
    words: 'ipsec|ikev2|ike|l2tp|sstp|split tunnel|psk|pre-shared|rekey',
    en: 'the secure connection',
    de: 'die sichere Verbindung',
  },
  { words: 'ssl|tls', en: 'the encryption', de: 'die Verschlüsselung' },
  { words: 'tcp|udp|nat|mtu|mss|subnets?|vlans?', en: 'the network', de: 'das Netzwerk' },
  {
    words: 'ip address(?:es)?|ip-adressen?|ipv4|ipv6|dhcp',
    en: 'the network address',
    de: 'die Netzwerkadresse',
  },
  { words: 'gateways?', en: 'the network device', de: 'das Netzwerkgerät' },
  { words: 'registry', en: 'the system settings', de: 'die Systemeinstellungen' },
  { words: 'firmware', en: 'the device software', de: 'die Gerätesoftware' },
  { words: 'failover', en: 'the switch to the backup', de: 'die Umschaltung auf Reserve' },
  { words: 'packet loss', en: 'lost data', de: 'verlorene Daten' },
  {
    words: 'event logs?|event viewer|ereignisprotokolle?',
    en: 'the records of the computer',
    de: 'die Aufzeichnungen des Computers',
  },
  { words: 'message trace|mail trace', en: 'the mail tracking', de: 'die E-Mail-Nachverfolgung' },
  { words: 'next hop', en: 'the next mail server', de: 'der nächste Mailserver' },
  { words: 'host ?names?|fqdn', en: 'the name of the device', de: 'der Name des Geräts' },
  { words: 'resolver', en: 'the name lookup', de: 'die Namensauflösung' },
  {
    words: 'gpos?|group polic(?:y|ies)|gruppenrichtlinien?',
    en: 'a company-wide setting',
    de: 'eine firmenweite Einstellung',
  },
  { words: 'apis?', en: 'the interface', de: 'die Schnittstelle' },
  { words: 'print spooler|spooler', en: 'the print service', de: 'der Druckdienst' },
  { words: 'rdp', en: 'remote desktop', de: 'Remotedesktop' },
  { words: 'bsod', en: 'a blue screen', de: 'ein blauer Bildschirm' },
  { words: 'hypervisor|hyper-v|vmware|esxi', en: 'the server', de: 'der Server' },
  { words: 'hypothesis|hypotheses', en: 'the suspected cause', de: 'die vermutete Ursache' },
  { words: 'connectwise|screenconnect|autotask|halopsa|kaseya|rmm', en: 'our system', de: 'unser System' },
]

/** A flow's wordings go without these as well; a person may say them to a client who says them too. */
const layWords =
  'quarantine|quarantined|quota|exchange|outlook|defender|radius|nps|saml|vpn|ip|firewall|tunnel|isp|port|ports|proxy|driver|certificate|proposal|log|logs|trace|queue|queued|server|cache|ticket|node|flow|engineer|ost|pst'

/** Everything that the words of a flow for clients go without. */
export const wordsNoFlowSays = [...jargonWords.map(({ words }) => words), layWords].join('|')
