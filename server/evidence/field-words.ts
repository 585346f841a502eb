import { stemOf, tokenize } from '../language/normalize.ts'

/** Words by which clients and engineers name one matter: a line a matter, English and German. */
const lines = `
work run function operate works working running healthy fine fixed solved reach connect load
laptop notebook computer device machine pc tablet lt nb
upload download sync syncing transfer cloud onedrive
storage disk drive space room volume quota festplatte laufwerk platte speicher platz ssd nas netzwerkspeicher
full free space room empty capacity leer voll
mail message email invoice inbox mailbox postfach nachricht send receive arrive deliver
network line internet connection floor wifi wlan netz leitung verbindung funk funkkanal kanal channel router switch port
reset renew change new set replace old former previous
remove delete clear uninstall erase wipe take pull retire loeschen entfernen
restore recover bring back return wiederherstellen
turn switch enable activate on disable off deactivate einschalten ausschalten abschalten
block lock hold held stop refuse reject quarantine sperren weggesperrt gesperrt quarantaene deny bounce
allow permit release permission access right member group list permitted zulassen freigeben ausnahme exception
account user sign-in signin sign login session anmelden angemeldet anmeldung konto
password credential passcode pass secret kennwort passwort
virus malware infection clean scan virenscan virenschutz schadsoftware schaedlich harmlos fehlalarm antivirus
file document folder copy list share pdf datei ordner
print printer printing label page job copier paper druck drucker scan scanner
call phone telephone voice trunk number headset microphone hear anruf telefon
video meeting teams room besprechung besprechungsraum
server service gateway host terminalserver dienst program application app software programm anwendung buchhaltung
update patch install set up upgrade installation version
order buy procure new send replace bestellen kaufen
warn warning alert monitor monitoring watch
error fail fault failure defect broken bad damaged fehler defekt kaputt stop
slow fast speed long second minute performance langsam schnell
address range network ip domain area adresse adressbereich bereich
certificate forgery genuine page site website web
expire expired valid run out age old ablauf abgelaufen
encrypt encrypted bitlocker protect protected
steal stolen theft lost
backup save sichern sicherung archive chain copy
provider supplier vendor manufacturer hersteller isp
cable socket wire plug dock power
rule policy filter setting list option configuration firewall config
licence license lizenz
calendar appointment kalender
create make made add set issue give gave assign write
move put shift migrate transfer
reinstall rebuild repair
check look test compare search trace scan
answer respond reply reach reachable ping online
install build mount einbauen montieren
identity person verify
overload overloaded load belegt auslastung ueberlastet
plan propose suggest recommend prepare
book order schedule
missing lack lacks lost loss lose absent
open opens reach see
vpn remote tunnel home office dial
drop break abort interrupt disconnect abbrechen verbinden trennen
start boot begin launch run windows starten
freeze crash hang stuck
gap failed closed miss
down free left remaining
token access credential key secret authorisation authorization
fix correct repair care look handle deal amend kuemmern beheben korrigieren
station workstation pc computer desk
isolate quarantine lock block sperren isolieren
protect protection antivirus scanner schutz schutzprogramm virenschutz
cabling cable wiring verkabelung kabel leitung netzwerkkabel
boot start launch booten hochfahren starten
patient customer client outside external sender kunde patienten
page website site internet web load browse
log login sign-in signin logon lockout lock locked
delay slow wait latency lag verzoegerung
hardware device machine computer laptop pc geraet
stop end finish break abort cease
text sms message phone
recording camera video archive footage
space room capacity reserve quota platz
overwrite save replace
trial test attempt try versuch
previous old earlier former version copy
roll undo uninstall remove revert back
fault error failure problem trouble fehlerfrei fehler stoerung
seen online last contact
change switch wechseln gewechselt umstellen umgestellt aendern geaendert tauschen ersetzen
`
const matters = new Map<string, number[]>()
for (const [at, line] of lines.trim().split('\n').entries())
  for (const word of new Set(line.split(' ').flatMap((one) => tokenize(one).map(({ stem }) => stem))))
    matters.set(word, [...(matters.get(word) ?? []), at])

/** The matters that a stem may name. */
export const mattersOf = (stem: string): readonly number[] =>
  matters.get(stem) ?? matters.get(stemOf(stem)) ?? []
