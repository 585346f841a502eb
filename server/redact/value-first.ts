import { labels } from './labels.ts'
import { lookOf } from './look.ts'
import type { Found } from './patterns.ts'
import { isProseWord } from './prose.ts'

const longestValue = 80

/** Words for a secret that is a password or a PIN, with what may stand before them: "the", "her new", "das neue". */
const label =
  '(?:(?:the|a|an|her|his|your|their|my|our|its|this|das|ihr|sein|dein|le|son|votre|la|el|su|una|il|suo|o|a|het|zijn|haar|new|current|old|temp(?:orary)?|local|admin|wi-?fi|vpn|neues?|neue|nouveau|nueva|nuova|nova|nieuwe?|nowe)[ \\t]{1,3}){0,4}(?:[\\p{L}-]{2,20}[ \\t]{1,3})?(?:pass(?:word|wd|code|phrase)|pwd?|pass|kennwort|passwort|mot de passe|mdp|contrasena|clave|senha|palavra-passe|wachtwoord|haslo|psk|wi-?fi key|wlan-schlussel)(?![\\p{L}\\p{N}])'

/** "X as the password", "X is her new password", "X (password)", "X für das Kennwort". */
const after = new RegExp(
  `["'\`*_]{0,3}(?:[ \\t]{1,3}(?:as|als|comme|como|come|jako|is|was|ist|war|est|es|e|jest|for|fur|pour|para|per|voor|dla)[ \\t]{1,3}|[ \\t]{1,3}\\([ \\t]{0,2}|[ \\t]{1,3}<-{1,2}[ \\t]{0,2})${label}`,
  'giu',
)
/** A plain word is a value only behind a verb that hands it over: "use Sunflower as the password". */
const handsOver =
  /(?<![\p{L}\p{N}])(?:use|try|enter|type|typed|enters|set|put|given|nimm|verwende|nutze|utilisez|essayez|usa|usar|use|prova|gebruik|probeer|uzyj|wpisz)[ \t]{1,3}["'`*_]{0,3}$/iu

const sentencePause =
  /^["'`*_)]{0,3}(?:[ \t]{0,3}(?:[.,;:!?\n\ue000|)-]|$)|[ \t](?:and|or|und|et|y|e|now|on|of)(?:\s|$))/iu

/** The word that ends at this place. */
function wordBefore(text: string, end: number) {
  let start = end
  while (start > 0 && end - start < longestValue && !/[\s\ue000|␞]/.test(text[start - 1] ?? ' ')) start--
  while (start < end && /[("'`*_[]/.test(text[start] ?? '')) start++
  return { start, end }
}

/** Values that stand before the word that tells what they are. */
export function findValueFirst(text: string, found: Found): void {
  for (const { index, 0: words } of text.matchAll(after)) {
    const { start, end } = wordBefore(text, index)
    const value = text.slice(start, end)
    const look = lookOf(value)
    const isFor = /^\W{0,6}(?:for|fur|pour|para|per|voor|dla)\b/i.test(words)
    // "Try Edge for the password prompt" names no password.
    if (isFor && !sentencePause.test(text.slice(index + words.length, index + words.length + 8))) continue
    const isHanded = handsOver.test(text.slice(Math.max(0, start - 24), start))
    if (end - start < 4 || isProseWord(value) || isLabel(value)) continue
    const isPlain = (look === 'word' || look === 'digits') && isHanded
    if ((look === 'strong' && (!isFor || hasSign(value) || (isHanded && isMixedCase(value)))) || isPlain)
      found.push({ start, end, kind: 'password' })
  }
}

const isLabel = (word: string) => labels.some(({ words }) => word.search(words) >= 0)
const isMixedCase = (word: string) => /\d/.test(word) && /\p{Ll}/u.test(word) && /\p{Lu}/u.test(word)
const hasSign = (word: string) => /\d/.test(word) && /[!@#$%^&*?~+=]/.test(word)
