import type { Wording } from '../../../shared/contracts/flows.ts'

/** Things that clients name in their own words, for a case without a flow. The first that fits names the problem. */
const nouns: readonly [fits: RegExp, en: string, de: string][] = [
  [/\bplotters?\b/i, 'plotter', 'dem Plotter'],
  [/\bcopiers?\b|\bkopierer\b/i, 'copier', 'dem Kopierer'],
  [/\bscanners?\b|\bscan\w{0,6}\b/i, 'scanner', 'dem Scanner'],
  [/\bprint\w{0,6}\b|\bdruck\w{0,8}\b/i, 'printer', 'dem Drucker'],
  [/\bdock(?:ing)?\b/i, 'docking station', 'der Dockingstation'],
  [/\bmonitors?\b|\bscreens?\b|\bbildschirm\w{0,3}\b/i, 'screen', 'dem Bildschirm'],
  [/\bheadsets?\b/i, 'headset', 'dem Headset'],
  [/\bteams\b/i, 'Teams', 'Teams'],
  [/\bonedrive\b/i, 'OneDrive', 'OneDrive'],
  [/\bcalendars?\b|\bkalender\w{0,2}\b/i, 'calendar', 'dem Kalender'],
  [/\be-?mails?\b|\bmails?\b|\bmailbox\w{0,2}\b|\bpostfach\b|\boutlook\b/i, 'e-mail', 'den E-Mails'],
  [/\bwi-?fi\b|\bwlan\b/i, 'Wi-Fi', 'dem WLAN'],
  [/\binternet\b/i, 'internet connection', 'der Internetverbindung'],
  [/\btelephones?\b|\bphones?\b|\bvoicemail\b|\btelefon\w{0,3}\b/i, 'phone', 'dem Telefon'],
  [/\btablets?\b|\bipads?\b/i, 'tablet', 'dem Tablet'],
  [/\bpasswords?\b|\bkennwort\b|\bpasswort\b/i, 'password', 'dem Kennwort'],
  [/\blaptops?\b|\bnotebooks?\b/i, 'laptop', 'dem Laptop'],
  [/\bcomputers?\b|\bpc\b|\bworkstations?\b|\brechner\b/i, 'computer', 'dem Computer'],
  [/\bfiles?\b|\bfolders?\b|\bdatei\w{0,3}\b|\bordner\w{0,2}\b/i, 'files', 'den Dateien'],
  [/\bprogram\b|\bsoftware\b|\bapplication\b|\bprogramm\w{0,2}\b/i, 'program', 'dem Programm'],
]
const withoutArticle = new Set(['Teams', 'OneDrive'])

export const reportedProblem: Wording = { en: 'the problem you reported', de: 'das gemeldete Problem' }

/** "the problem with the plotter", by the first text that names such a thing; else what was reported. */
export function problemNamed(texts: readonly string[]): Wording {
  for (const text of texts) {
    const found = nouns.find(([fits]) => fits.test(text))
    if (!found) continue
    const [, en, de] = found
    const thing = withoutArticle.has(en) ? en : `the ${en}`
    return { en: `the problem with ${thing}`, de: `das Problem mit ${de}` }
  }
  return reportedProblem
}

/** "The computer" of a flow is the laptop where the client calls it so. */
export function inClientsWords({ en, de }: Wording, clientWords: string): Wording {
  if (!/\b(?:laptop|notebook)\b/i.test(clientWords)) return { en, de }
  return { en: en.replace(/\bcomputer\b/, 'laptop'), de: de?.replace(/\bComputer\b/, 'Laptop') ?? null }
}
