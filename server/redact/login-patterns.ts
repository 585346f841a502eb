import type { Pattern } from './patterns.ts'

/** A name as one types it to sign in. */
const name = '[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{1,60}'
const address = '[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,5}'
const account = '[A-Za-z][\\w-]{0,30}\\\\[\\w.-]{1,60}'

/** Letters and digits in one word. */
const mixed = '(?=[^\\s\\ue000]{0,80}\\d)(?=[^\\s\\ue000]{0,80}\\p{L})'
/** With a sign that neither devices nor products have. */
const signed = `${mixed}(?=[^\\s\\ue000]{0,80}[!#$%^&*?~+=@€£§])`
const word = (least: number) => `(?<secret>[^\\s\\ue000/\\\\|]{${least - 1},80}[^\\s\\ue000.,;:)|"'])`

/** A name and, beside it, the password that goes with it. */
export const loginPatterns: Pattern[] = [
  {
    kind: 'password',
    why: 'a name and a password with a slash between, after a word for a login',
    form: /(?<![\p{L}\p{N}])(?:logins?|log-?in details?|cred(?:ential)?s|creds|accounts?|access|zugang(?:sdaten)?|anmeldedaten|anmeldung|identifiants?|acces|credenciales|credenziali|credenciais|acesso|acceso|accesso|inloggegevens|inlog|dane logowania|admin|user(?:name)?|benutzer|utilisateur|gebruiker|usuario|utente)(?:[ \t]{1,3}(?:for|fur|pour|to|of|are|is|sind|sont|sono|son|sao|zijn|data|info|details|portal|vpn|rdp|nas|router|firewall)){0,3}[ \t]{0,4}[:=-]?[ \t]{1,4}(?<name>[\p{L}\p{N}@.\\_-]{2,80})(?:[ \t]{0,3}[/|:,;][ \t]{0,3}|[ \t]{1,3})(?:(?:with|und|and|mit)[ \t]{1,3})?(?<secret>(?=[^\s\ue000]{0,80}\d)(?=[^\s\ue000]{0,80}\p{L})[^\s\ue000:/\\|]{6,80}[^\s\ue000.,;:)|])/dgiu,
  },
  {
    kind: 'password',
    why: 'a mail address or a domain account, a sign, and a word that mixes letters and digits',
    form: new RegExp(
      `(?<![\\p{L}\\p{N}._%+-])(?:${address}|${account})(?:[ \\t]{0,3}[/|:;][ \\t]{0,3}|[ \\t]{1,3}(?:with|and|mit|und|avec|et|con|e|com|met|en|z|i)[ \\t]{1,3})["'\`]?${mixed}${word(7)}`,
      'dgiu',
    ),
  },
  {
    kind: 'password',
    why: 'a mail address or a domain account and, last in the line, a word with a sign as passwords have',
    form: new RegExp(
      `(?<![\\p{L}\\p{N}._%+-])(?:${address}|${account})[ \\t]{1,4}${signed}${word(7)}(?=[ \\t]{0,4}(?:\\n|$))`,
      'dgiu',
    ),
  },
  {
    kind: 'password',
    why: 'a verb that sets, the word for a password, and what it is set to',
    form: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:re)?(?:impost|cambi|modific|defin|alter|troc|restablec|reinici|chang|modifi|initialis|set|updat|zmieni|ustawi|resetow|wijzig|zet|ander|setz)\\p{L}{0,8}[^\\n.;\\ue000]{0,40}?(?:passwor[dt]|kennwort|mot de passe|mdp|contrasena|clave|senha|palavra-passe|wachtwoord|haslo|pwd?)[ \\t]{1,3}(?:su|in|para|por|a|en|naar|op|na|auf|to|as|com)[ \\t]{1,3}["'\`]?${mixed}${word(6)}`,
      'dgiu',
    ),
  },
  {
    kind: 'code',
    why: 'six digits right after the name of a second factor',
    form: /(?<![\p{L}\p{N}])(?:2fa|mfa|totp)[ \t]{1,3}(?<secret>\d{3}[ -]?\d{3})(?=[ \t]{0,3}(?:[.,;)\n]|$))/dgiu,
  },
  {
    kind: 'password',
    why: 'a password behind its short label and a low line or a dash',
    form: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:pwd?|pass(?:word|wort|wd)?|kennwort|mdp)[_-](?!(?:reset|policy|sync|change|manager|protect|less|hash|export|file|list|ws|set|last|never|prompt|auth)\\w*)${mixed}${word(5)}`,
      'dgiu',
    ),
  },
  {
    kind: 'code',
    why: 'the combination of a lock',
    plain: true,
    form: /(?<![\p{L}\p{N}])(?:combination|combo|kombination|combinaison|combinacion|combinazione|combinatie)(?![\p{L}\p{N}])[^\n\d\ue000]{0,60}(?<secret>\d{1,2}[ -]\d{1,2}[ -]\d{1,2}(?:[ -]\d{1,2})?)(?![\d-])/dgiu,
  },
  {
    kind: 'password',
    why: 'a name, a slash between blanks, and a word with a sign as passwords have',
    form: new RegExp(`(?<![\\p{L}\\p{N}./\\\\:@-])${name}[ \\t]{1,3}/[ \\t]{1,3}${signed}${word(8)}`, 'dgiu'),
  },
  {
    kind: 'password',
    why: 'a name in small letters, a slash between blanks, and a word of letters of both kinds, digits and a dash',
    form: new RegExp(
      `(?<=(?:^|\\n|[:;,(])[ \\t]{0,3})(?!(?:printer|scanner|pc|laptop|server|router|switch|wifi|phone|office|room|user|group|model|device|client|board|tablet|drucker|host)[ \\t])[a-z][a-z0-9._-]{2,30}[ \\t]{1,3}/[ \\t]{1,3}(?=\\S{0,40}\\p{Ll})(?=\\S{0,40}\\p{Lu})(?=\\S{0,40}\\d)(?=\\S{0,40}[-_])(?!(?:Surface|Canon|HP|Dell|Lenovo|Brother|Epson|Office|Teams|Windows|Galaxy|ThinkPad|Latitude|OptiPlex|Forti)\\S)${word(8)}`,
      'dgu',
    ),
  },
  {
    kind: 'password',
    why: 'an account that devices come with, a sign, and a word that mixes letters and digits',
    form: new RegExp(
      `(?<![\\p{L}\\p{N}./\\\\:@-])(?:[Aa]dmin(?:istrator)?|ADMIN|[Rr]oot|sa|SA|[Mm]anager|ubnt|[Cc]isco|[Ss]upervisor|sysadmin|superuser)(?:[ \\t]{0,2}[:=][ \\t]{0,2}|[ \\t]{1,2}/[ \\t]{1,2}|/(?=\\p{Lu}\\p{Ll}{2,20}\\d{2}))(?![$%<{*])${mixed}${word(7)}`,
      'dgu',
    ),
  },
  {
    kind: 'password',
    why: 'the cell beside an account that devices come with, with a sign as passwords have',
    form: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:[Aa]dmin(?:istrator)?|root|sa|manager|ubnt|cisco)[ \\t]{0,3}[|\\t][ \\t]{0,3}${signed}${word(7)}`,
      'dgu',
    ),
  },
  {
    kind: 'password',
    why: 'log in as NAME using SECRET',
    form: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:[Ll]og|[Ss]ign)(?:ged|s|ging|ning|ned)?(?:[ -]?(?:in|on))?[ \\t]{1,3}(?:to [\\p{L}\\p{N}.-]{1,40} )?(?:as|with)[ \\t]{1,3}(?:user[ \\t]{1,3})?(?:${address}|${account}|${name})[ \\t]{0,3}(?:,|/|:|[ \\t](?:using|with|and|pw|pass))[ \\t]{1,3}["'\`]?(?!\\p{Lu}\\p{Ll}{1,20}\\d{1,2}(?![^\\s.,;]))${mixed}${word(6)}`,
      'dgu',
    ),
  },
  {
    kind: 'password',
    why: 'the answer to a security question',
    form: /(?<![\p{L}\p{N}])(?:(?:security|secret|challenge) (?:question|answer)|sicherheitsfrage|question secrete|pregunta (?:secreta|de seguridad)|domanda (?:segreta|di sicurezza)|pergunta (?:secreta|de seguranca)|(?:beveiligings|geheime )vraag|pytanie (?:pomocnicze|zabezpieczajace)|(?:mother['’]?s|mutters?) (?:maiden name|madchenname)|madchenname|first pet['’]?s?(?: name)?)(?:[^\n:?=]{0,60}(?:[:?=]|-(?=[ \t]))|(?<=name)[ \t]{1,3}(?:is|was|ist|lautet)(?=[ \t]))[ \t"'*_-]{0,6}(?:(?:[^\n:?=]{1,40}[:?=]|answer|a)[:=]?[ \t]{1,4}["']?)?(?<secret>[\p{L}\p{N}][^\n\ue000|"']{1,40}?)(?=["'.,;)]|[ \t]{0,4}(?:\n|$))/dgiu,
  },
  {
    kind: 'password',
    why: 'a word in brackets or behind a question mark, right after the word for a password',
    form: /(?<![\p{L}\p{N}])(?:pass(?:word|wort|code|phrase)?|pwd?|kennwort|mot de passe|mdp|wachtwoord)(?:[ \t]{1,2}\(|\?[ \t]{1,3})(?=[^\s)\ue000]{0,80}\d)(?=[^\s)\ue000]{0,80}\p{L})(?<secret>[^\s()\ue000]{6,80})(?=\)|[.]?[ \t]{0,4}(?:\n|$))/dgiu,
  },
  {
    kind: 'key',
    why: 'the key of a Wi-Fi that is named before it, in the same line or row or the next one',
    form: /(?<![\p{L}\p{N}])(?:ssid|wi-?fi|wlan|hotspot|wireless)(?![\p{L}\p{N}])[^\n\ue000]{0,80}?(?:[,;|/]|[ \t]-|\n)[ \t>*|-]{0,8}(?:network |netzwerk)?(?:key|schlussel|cle|clave|chiave|chave|sleutel|klucz)["'*_`]{0,3}[ \t]{0,4}(?:[:=|-]|is|ist)?[ \t]{0,4}["'`]?(?<secret>(?=[^\s\ue000]{0,63}\d)(?=[^\s\ue000]{0,63}\p{L})[^\s\ue000|,;]{7,62}[^\s\ue000.,;:)|"'])/dgiu,
  },
]
