import { expect, test } from 'vitest'
import type { Flow } from '../../shared/contracts/flows.ts'
import { shippedFlows } from '../flows/shipped.ts'
import { growthOf, timesOf } from '../testing/growth.ts'
import { matchFlow, signsIn } from './match-flow.ts'

const keyOf = (text: string) => matchFlow(shippedFlows(), text)[0]?.flow.key ?? null

test.each<[string, string | null]>([
  ["VPN won't connect after Windows update, Outlook works fine", 'vpn'],
  ['Outlook crashes on start, VPN works', 'outlook'],
  ['Kunde bekommt keine E-Mails mehr von extern', 'email-not-arriving'],
  ['VPN-Verbindungsabbrüche im Homeoffice', 'vpn'],
  ['Terminalserveranmeldung dauert ewig', 'remote-app'],
  ['Quote for VPN licences renewal, new user order', null],
  ['The coffee machine is broken', null],
  ['', null],
])('“%s” is a case for %s', (text, key) => {
  expect(keyOf(text)).toBe(key)
})

/** As they are typed, mostly in German; of several flows either may lead, '-' is none. */
test.each<[string, string]>([
  ['VPN geht nicht bei Hr. Müller', 'vpn'],
  ['Outlook geht nicht auf bei Frau Meier, seit Update heute morgen. OWA geht.', 'outlook'],
  ['Drucker druckt nicht', 'printer'],
  ['Teams kein Ton', 'teams'],
  ['PC sehr langsam', 'slow-pc'],
  ['Anmeldung geht nicht', 'sign-in'],
  ['kein Internet im Büro', 'site-network'],
  ['Mails kommen nicht an', 'email-not-arriving'],
  ['MFA Code kommt nicht', 'sign-in'],
  ['OneDrive synchronisiert nicht', 'onedrive'],
  ['Laptop startet nicht', 'boot'],
  ['Festplatte voll', 'disk-full'],
  ['Backup fehlgeschlagen', 'backup'],
  ['neue Mitarbeiterin ab Montag', 'new-starter'],
  ['Mitarbeiter ausgeschieden, Konto sperren', 'leaver'],
  ['verdächtige Mail, habe draufgeklickt', 'security'],
  ['Zugriff auf Ordner Buchhaltung für Frau Kern', 'access-change'],
  ['Mail kommt zurück mit 550', 'email-bounced'],
  ['RDP Verbindung bricht ab', 'remote-app'],
  ['WLAN langsam im Lager', 'site-network'],
  ['Zebra Handscanner gehen nicht', '-|site-network'],
  ['Kennwort vergessen', 'sign-in'],
  ['Outlook Suche findet nichts', 'outlook'],
  ['Bildschirm bleibt schwarz', 'boot|remote-app|-'],
  ['BitLocker Schlüssel wird verlangt', 'boot'],
  ['Rechner hängt sich auf', 'slow-pc'],
  ['Zoom Kamera geht nicht', 'teams|-'],
  ['Excel öffnet nicht', '-'],
  ['Herr Brandt kann sich nicht anmelden', 'sign-in'],
  ['SharePoint Ordner weg', 'onedrive|-|access-change'],
  ['Netzlaufwerk nicht verbunden', '-|site-network|vpn|access-change'],
  ['Fax geht nicht', '-|printer'],
  ['Kein VPN seit heute früh', 'vpn'],
  ['vpn verbindet nicht', 'vpn'],
  ['Outlook startet nicht', 'outlook'],
  ['Outlook hängt', 'outlook'],
  ['Drucker offline', 'printer'],
  ['Drucker im 2. OG geht nicht', 'printer'],
  ['Teams Mikrofon geht nicht', 'teams'],
  ['Computer ist extrem langsam', 'slow-pc'],
  ['Passwort abgelaufen', 'sign-in'],
  ['Konto gesperrt', 'sign-in'],
  ['Internet ausgefallen', 'site-network'],
  ['Internet geht nicht', 'site-network'],
  ['WLAN geht nicht', 'site-network'],
  ['bekomme keine E-Mails', 'email-not-arriving'],
  ['E-Mails kommen nicht rein', 'email-not-arriving'],
  ['kann keine Mails senden', 'email-bounced|email-not-arriving'],
  ['Mail unzustellbar', 'email-bounced'],
  ['Onedrive sync Fehler', 'onedrive'],
  ['PC fährt nicht hoch', 'boot'],
  ['Bluescreen beim Start', 'boot'],
  ['Speicherplatz C: voll', 'disk-full'],
  ['Sicherung fehlgeschlagen', 'backup'],
  ['Veeam Job fehlgeschlagen', 'backup'],
  ['Neuer Kollege startet am 1.', 'new-starter'],
  ['Kollegin verlässt uns Ende Monat', 'leaver'],
  ['Phishing Mail erhalten', 'security'],
  ['Virus auf dem Rechner?', 'security'],
  ['Zugriff auf Postfach info@ für Frau Roth', 'access-change'],
  ['Terminalserver geht nicht', 'remote-app'],
  ['ERP startet nicht', 'remote-app'],
  ['RDP geht nicht', 'remote-app'],
  ['Authenticator zeigt keinen Code', 'sign-in'],
  ['neues Handy, MFA geht nicht', 'sign-in'],
  ['printer not printing', 'printer'],
  ['cant login', 'sign-in'],
  ['wifi down in the warehouse', 'site-network'],
  ['handheld scanners drop off wifi', 'site-network|-'],
  ['barcode scanners losing connection', 'site-network|-'],
])('“%s” goes to %s', (text, keys) => {
  expect(keys.split('|')).toContain(keyOf(text) ?? '-')
})

test('the title counts more than the notes', () => {
  expect(keyOf('VPN does not connect\nShe also wrote that OneDrive shows a red cross')).toBe('vpn')
})

test('flows come best first, with their scores', () => {
  const scores = matchFlow(shippedFlows(), 'Outlook: no mail from outside, mails bounce').map(
    ({ score }) => score,
  )
  expect(scores.length).toBeGreaterThan(1)
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
})

test('a title finds its flow whatever stands in the notes and however many other flows fit these', () => {
  const ofMail = shippedFlows().find(({ key }) => key === 'email-not-arriving') as Flow
  const own = Array.from({ length: 90 }, (_, at) => ({ ...ofMail, key: `own-${at}` }))
  const title = 'VPN does not connect, AnyConnect says the VPN connection failed'
  const mail =
    'Mail from outside does not arrive in her mailbox, the sender got no bounce and outlook shows none. '
  const scoreOf = (flows: readonly Flow[], text: string) =>
    matchFlow(flows, text).find(({ flow }) => flow.key === 'vpn')?.score ?? 0
  const alone = scoreOf(shippedFlows(), title)
  expect(alone).toBeGreaterThan(10)
  expect(scoreOf([...own, ...shippedFlows()], `${title}\n${mail.repeat(70)}`)).toBeGreaterThanOrEqual(alone)
  const late = scoreOf([...own, ...shippedFlows()], `Trouble at home\n${mail.repeat(20)}${title}`)
  expect(late).toBe(scoreOf(shippedFlows(), `Trouble at home\n${mail.repeat(20)}${title}`))
})

test('a very long text is matched by its beginning', async () => {
  expect(keyOf(`VPN does not connect\n${'x '.repeat(200_000)}`)).toBe('vpn')
  expect(await growthOf((n) => keyOf(`VPN does not connect\n${'x '.repeat(n)}`), 50_000)).toBeLessThan(3)
})

const report = 'the user cannot send mail to outlook. '

test.each(['/I ', 'a I ', '12 '])('a row of “%s” takes no more time than a report', async (unit) => {
  const row = `Title\n${unit.repeat(8_000 / unit.length)}`
  expect(
    await timesOf(
      () => keyOf(row),
      () => keyOf(`Title\n${report.repeat(200)}`),
    ),
  ).toBeLessThan(8)
})

test('flows full of signs that all stand in the text take a bounded time', async () => {
  const words = Array.from({ length: 40 }, (_, at) => `word${String.fromCharCode(97 + (at % 26))}${at}`)
  const [first] = shippedFlows()
  const flows = Array.from({ length: 60 }, (_, flow) => ({
    ...(first as Flow),
    key: `own-${flow}`,
    signs: Array.from({ length: 300 }, (_, at) => ({
      word: `${words[(flow * 7 + at) % 40]} ${words[(at * 3 + flow) % 40]} ${words[(at >> 3) % 40]}`,
      weight: 3,
    })),
  }))
  matchFlow(flows, 'read once')
  expect(
    await timesOf(
      () => matchFlow(flows, `Title\n${`${words.join(' ')}. `.repeat(30)}`),
      () => keyOf(`Title\n${report.repeat(200)}`),
    ),
  ).toBeLessThan(25)
})

test('the signs that speak for a flow are told, heaviest first; what is fine or denied is none', () => {
  const vpn = shippedFlows().find(({ key }) => key === 'vpn') as Flow
  const found = signsIn(vpn, 'VPN drops every few minutes. VPN drops again.')
  expect(found[0]).toBe('vpn')
  expect(new Set(found).size).toBe(found.length)
  expect(signsIn(vpn, 'VPN works fine')).toEqual([])
  expect(signsIn(vpn, '')).toEqual([])
})
