import type { Demand } from './value.ts'

/** What a found secret is called in the text that takes its place. */
export type Kind =
  | 'password'
  | 'code'
  | 'pin'
  | 'key'
  | 'token'
  | 'recovery key'
  | 'licence key'
  | 'hash'
  | 'cookie'
  | 'card number'
  | 'account number'
  | 'identity number'

export type Label = { kind: Kind; demand: Demand; why: string; words: RegExp }

const either = (...words: string[]) => words.join('|')
const alone = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![a-z](?<!s))`, 'giu')

// No boundary before the long words: "Adminpasswort", "DB_PASSWORD", "sapassword" are labels, too.
const longWords = either(
  'passwords?',
  'passwd',
  'passwort(?:es|s)?',
  'passworter',
  'kennwort(?:es|s)?',
  'kennworter',
  'passphrase',
  'passcode',
  'wachtwoord(?:en)?',
  'mots? de passe',
  'phrase secrete',
  'contrasenas?',
  "parola d'ordine",
  'parola chiave',
  'palavras?[- ]passe',
  'passaporte de acesso',
  'temporary access pass',
  'befristeter zugriffspass',
  '(?<![a-z])senhas?',
  '(?<![a-z])hasl[oa]',
  '(?<![a-z])clave(?! (?:publica|de registro))',
  '(?<![a-z])losung(?:swort)?',
)

/** Words beside which the value is the secret, in en, de, fr, nl, es, it, pt and pl; accents off. */
export const labels: Label[] = [
  {
    kind: 'password',
    demand: 'any',
    why: 'the common words for a password, alone or at the end of a compound',
    words: new RegExp(`(?:${longWords})(?![a-z](?<![es]))`, 'giu'),
  },
  {
    kind: 'password',
    demand: 'any',
    why: 'short forms, which are parts of other words unless they stand alone or after a sign',
    words: alone(
      'p[ ._-]a[ ._-]s[ ._-]s[ ._-]w[ ._-]o[ ._-]r[ ._-]d|p/w|pass word|pwd?s?|pass|passw|psw|pswd|mdp|kw|ww|tap|creds?|storepass|keypass|userpass|dbpass|smtppass|requirepass|masterauth|bindpw|laps(?=[ \\t]{0,3}[:=])|[a-z0-9_]{1,20}pass(?==)',
    ),
  },
  {
    kind: 'password',
    demand: 'phrase',
    why: 'phrases of several plain words, among them words that tell a state elsewhere',
    words: alone(
      'pass-?phrases?|passphrase|(?:seed|recovery|secret|mnemonic) (?:phrase|words)|phrase (?:secrete|de passe)|frase (?:de contrasena|segreta|secreta|de seguridad)|wachtwoordzin|passsatz',
    ),
  },
  {
    kind: 'key',
    demand: 'mixed',
    why: 'keys of networks and devices, which may be plain words',
    words: alone(
      either(
        '(?:wi-?fi|wlan|wireless|wpa[23]?|network|hotspot|guest|radius|vpn|ipsec|tunnel|ssid)[- _]?(?:pre-?shared[- _]|psk[- _]|netzwerk)?(?:key|psk|schlussel|sleutel|clave|secret)',
        'wpa[23]?(?:[-/ ](?:psk|personal|wpa[23]))?(?=[ \\t]{0,4}[:=])',
        'netzwerk(?:sicherheits)?schlussel',
        '(?:wi-?fi|wlan)[- ]?codes?',
        '(?:code|codigo|codice) (?:du |del |de la |da )?(?:wi-?fi|wlan)',
        'cle (?:wi-?fi|wpa|reseau|(?:pre-?)?partagee|du reseau)',
        'chiave (?:wi-?fi|di rete|wpa|precondivisa)',
        'chave (?:wi-?fi|da rede|de rede|wpa|pre-?partilhada)',
        'klucz (?:wi-?fi|sieciowy|sieci|wpa|wspoldzielony)',
        'clave (?:wi-?fi|de red|wpa|precompartida)',
        '(?:wi-?fi|netwerk)[- ]?sleutel',
        'psk(?: key)?',
        'pre-?shared[- _]?(?:key|secret)',
        'vorinstallierter schlussel',
        '(?:shared|ipsec|radius|tacacs|l2tp)[- _]?secret',
        'gemeinsames geheimnis',
        'secret partage',
        'secreto compartido',
        'segreto condiviso',
        'segredo partilhado',
        'gedeeld geheim',
        'community(?:[- _]?string)?',
        'snmp(?:v[123]c?)?[- ]?(?:community|string|ro|rw|read|write)(?:[- ](?:community|string))?',
        'psksecret',
      ),
    ),
  },
  {
    kind: 'key',
    demand: 'long',
    why: 'keys of programs and storage, long and mixed',
    words: alone(
      either(
        '(?:api|access|account|storage|private|public|secret|client|subscription|encryption|decryption|master|signing|service|admin|primary|secondary|sas|app|application|consumer|agent|site|deployment|registration|install(?:ation)?|host|function|license|integration|shared access|machine|validation|session|ssh|gpg|aes|hmac|webhook)[- _]?(?:api[- _]?)?key(?:[- _]?(?:value|[12]))?',
        'client[- _]?secret(?:[- _]?value)?',
        '(?:app(?:lication)?|api|consumer|oauth|webhook|signing|connector|saml|jwt|totp|otp|mfa)[- _]?secret(?:[- _]?(?:key|value))?',
        'secret(?:[- _](?:value|key))?',
        '(?:api|zugriffs|konto|speicher|geheim|verschlusselungs|abonnement)[- ]?schlussel',
        'geheimer (?:client)?schlussel',
        'geheimnis',
        "cle (?:api|d'api|d'acces|secrete|privee|de stockage|de chiffrement)",
        'clave (?:api|de api|de acceso|secreta|privada|de cifrado)',
        'chiave (?:api|di accesso|segreta|privata|di crittografia)',
        'chave (?:api|de api|de acesso|secreta|privada|da api)',
        'klucz (?:api|dostepu|prywatny|tajny)',
        '(?:api|toegangs|geheime|prive)[- ]?sleutel',
        'accountkey',
        'integration[- ]?code',
        'sharedaccesskey',
        'sharedaccesssignature',
        'instrumentationkey',
      ),
    ),
  },
  {
    kind: 'key',
    demand: 'random',
    why: 'a key without a name of its own, and settings whose name ends with a word for a secret',
    words:
      /\b(?:[Kk]eys?|KEY|[Ss]chlussel|[Cc]le|[Cc]hiave|[Ss]leutel|[Kk]lucz)\b|(?:_(?:key|secret|token)(?:_base)?|_(?:KEY|SECRET|TOKEN)|(?:Key|Secret|Token)(?:Value)?)(?=["'`]?[ \t]{0,4}[:=>])(?<=[A-Za-z0-9](?:_(?:key|secret|token)(?:_base)?|_KEY|_SECRET|_TOKEN|(?<=[a-z0-9])(?:Key|Secret|Token)(?:Value)?))(?<!(?:[Pp]ublic|[Pp]ublic_?[Kk]ey|[Pp]rimary|[Ff]oreign|[Pp]artition|[Ss]ort|[Cc]ache|[Rr]ow|[Ii]ssue|[Oo]bject|[Pp]roduct|[Ii]ndex)_?(?:[Kk]ey|[Tt]oken|KEY))/g,
  },
  {
    kind: 'licence key',
    demand: 'serial',
    why: 'keys and codes that open a product; a serial number alone opens nothing',
    words: alone(
      either(
        '(?:licen[cs]e|product|activation|registration|unlock|upgrade|volume|mak|kms|oem|retail|cd|software|installation)[- ]?(?:licen[cs]e[- ])?(?:keys?|codes?)',
        '(?:lizenz|produkt|aktivierungs|registrierungs|freischalt|installations)[- ]?(?:schlussel|codes?)',
        "(?:cle|code|clave|codigo|chiave|codice|chave) (?:de |di |do |del |d[e']?)?(?:licence|produit|activation|producto|licencia|activacion|prodotto|licenza|attivazione|produto|licenca|ativacao)",
        '(?:klucz|kod) (?:produktu|licencyjny|aktywacyjny)',
        '(?:licentie|activerings|product)[- ]?(?:sleutel|code)',
      ),
    ),
  },
  {
    kind: 'token',
    demand: 'long',
    why: 'tokens of sessions, devices and installers',
    words: alone(
      '(?:(?:api|access|auth(?:entication)?|bearer|refresh|session|id|personal access|security|install(?:ation)?|registration|enrol?lment|agent|bot|deploy|device|sas|csrf|jwt|zugriffs|jeton|site|scim|push|user)[- _]?)?(?:tokens?|jeton)|jeton d.acces|zugriffstoken|token de acceso|token di accesso|token de acesso|token dostepu|toegangstoken|nonce|jwt',
    ),
  },
  {
    kind: 'hash',
    demand: 'long',
    why: 'hashes of passwords can be cracked or replayed; of files they are facts',
    words: alone(
      '(?:ntlm(?:v[12])?|nt|lm|password|pw|kennwort|passwort|kerberos|shadow|krb5)[- _]?hash(?:es)?|ntlm|pwdump',
    ),
  },
  {
    kind: 'cookie',
    demand: 'long',
    why: 'a session cookie signs in without a password',
    words: alone(
      'estsauth(?:persistent|light)?|fedauth|rtfa|jsessionid|phpsessid|asp\\.net_sessionid|aspxauth|connect\\.sid|sessionid|session[-_ ]?id|sid|x-ms-cpim-\\w{2,12}|laravel_session|csrftoken|_gitlab_session|session[-_ ]?cookie|auth[-_ ]?cookie|\\.?aspnetcore\\.[a-z.]{3,40}|(?:[a-z0-9]{1,20}[_-])?(?:sess|session|auth)(?==)',
    ),
  },
]
