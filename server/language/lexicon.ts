import { contractions, irregular, keptHyphens } from './word-forms.ts'
import { table } from './word-table.ts'

/**
 * One stem for words of one meaning: German beside English, short beside full. Only words that mean the same in
 * any ticket stand here; what depends on the question stands with the option.
 */
export const lexicon: ReadonlyMap<string, string> = table(
  `
break: busted borked hosed knackered kaputt defekt defekte defektes defekter
annoy: irritating irritated annoyance annoying annoyed nervig nervt laestig
some: manche mancher manchen manches
second: sec secs sekunde sekunden 2nd
first: 1st
third: 3rd
year: jahr jahre jahren years
appear: taucht auftauchen erscheint erscheinen
answer: antwortet antworten antwort answered answers
respond: reagiert reagieren reaktion responding response
reachable: erreichbar
bring: bringt brachte gebracht
our: unser unsere unseren unserem unserer
us: uns
we: wir
email: mail mails emailing emailed mailing
mailbox: postfach postfaecher postfachs mailboxen
bounce: ndr ndrs nondelivery unzustellbar unzustellbare unzustellbarkeitsbericht unzustellbarkeit ruecklaeufer bouncen gebounct gebounced undeliverable undelivered
colleague: coworker coworkers teammate teammates deskmate kollege kollegen kollegin kolleginnen kolleg
customer: kunde kunden kundin kundinnen
supplier: lieferant lieferanten vendor vendors
sender: absender absendern absenders
recipient: empfaenger empfaengern empfaengers
attachment: anhang anhaenge anhaengen
credential: creds cred credentials zugangsdaten anmeldedaten
password: passwort passwoerter kennwort kennwoerter pw pwd passwords passwd
phone: handy handys telefon smartphone smartphones cell cellphone mobiltelefon diensthandy iphone android pixel galaxy samsung
computer: pc pcs rechner rechners laptop laptops notebook notebooks workstation workstations desktop desktops machine machines geraet arbeitsplatzrechner
printer: drucker druckern printers
user: benutzer benutzern benutzers benutzerin anwender anwenderin nutzer nutzerin users mitarbeiter mitarbeiterin mitarbeitern employee employees
lock: gesperrt gesperrte gesperrtes sperrt sperren sperre ausgesperrt lockout lockouts lockedout
lapse: expires expiring
expire: abgelaufen abgelaufene abgelaufenes ablaufen expiry expired
disable: deaktiviert deaktivierte deaktiviertes disabled inaktiv inactive
slow: crawl crawls crawling glacial snail langsam langsame langsamer langsames traege lahm lahmt sluggish laggy lag lags lagging laggt schleppend schnarchlangsam slowness slowly ruckelt
hang: haengt haengen aufgehaengt haengengeblieben
freeze: friert eingefroren einfrieren
crash: stuerzt abstuerzt absturz abstuerze abgestuerzt crashing crashes
connect: verbinden verbindet verbunden verbindung verbindungen verbunde connection connected einwaehlen
disconnect: getrennt trennt trennung abgebrochen abbruch abbrueche disconnected
drop: bricht abbricht abbrechen dropouts dropout
receive: empfangen empfaengt erhalten erhaelt bekommen bekommt kriegt kriegen ankommen
arrive: ankommt angekommen eintreffen eingetroffen
send: schicken schickt geschickt senden sendet gesendet versenden versendet verschicken verschickt versand
internal: intern interne internen interner internes internally inhouse
external: extern externe externen externer externes externally
outside: ausserhalb draussen aussen
everyone: everybody jeder jede jeden jedem
all: alle allen aller alles saemtliche
several: mehrere mehreren mehrerer einige einigen paar
nobody: niemand keiner niemanden niemandem
nothing: nichts nix
something: etwas irgendwas
company: firma firmen unternehmen betrieb
office: buero bueros
department: abteilung abteilungen dept
group: gruppe gruppen
whole: ganze ganzen ganzer ganzes gesamte gesamten gesamter komplette kompletten kompletter entire complete gesamt
only: nur lediglich bloss solely
too: auch ebenfalls also
there: da dort hier here
same: gleich gleiche gleichen gleiches genauso selbe selben selber identisch identical identisches dasselbe dieselbe denselben demselben derselbe
different: anders verschieden verschiedene unterschiedlich
other: andere anderen anderer anderes anderem others
another: weiteren weiterer
still: immernoch weiterhin noch
since: seit seitdem
update: aktualisierung aktualisiert updates updated upgrade upgraded upgrades updaten geupdatet upgedatet aktualisieren patch patched patches patchday
change: geaendert geaenderte geaenderten aenderung aenderungen aendern aenderte veraendert umgestellt umstellung umgestellte changed
new: neu neue neuer neues neuen neuem brandnew
old: alt alte alter altes alten
install: installiert installierte installieren installation
restart: neustart neustarten neugestartet reboot reboots rebooted rebooting restarted restarting durchgestartet
works: tut
work: funktioniert funktionieren funktionierte funktionierten klappt klappen klappte geht laeuft laufen lief gehen
fine: prima bestens einwandfrei tadellos
ok: okay okey oke ordnung
good: gut gute gutes guter
right: richtig richtige richtiges korrekt correct rightly
wrong: falsch falsche falscher falsches falschen incorrect
error: fehler fehlern fehlermeldung fehlermeldungen errors
message: meldung meldungen nachricht nachrichten messages msg
folder: ordner ordnern
rule: regel regeln
filter: filtern gefiltert filtered
quarantine: quarantaene quarantined quarantaenisiert
forward: weiterleitung weiterleitungen weitergeleitet forwarding forwarded umleitung umgeleitet
domain: domaene domains
certificate: zertifikat zertifikate zertifikats cert certs
server: servern
gateway: gateways
firewall: firewalls
provider: isp anbieter internetanbieter
line: leitung leitungen anschluss
cable: kabel ethernet wired kabelgebunden netzwerkkabel patchkabel
network: netz netzwerk netzwerke
wifi: wlan funk wireless
hotspot: hotspots tethering tethered
version: versionen
client: clients
delete: geloescht loeschen loescht deleted
missing: fehlt fehlen fehlend fehlende fehlten
exist: existiert existieren vorhanden exists
empty: leer leere leeres blank
full: voll voller volle
enough: genug genuegend ausreichend plenty loads ample
space: platz speicherplatz speicher
free: frei freie freien freier
size: groesse
large: gross grosse grosser groessere big huge
small: klein kleine kleiner
limit: grenze limits grenzwert obergrenze
license: lizenz lizenzen licence licences licenses licensed licenced lizenziert
permission: berechtigung berechtigungen permissions
access: zugriff zugriffe zugang
share: freigabe freigaben shares fileshare fileshares
drive: laufwerk laufwerke drives netzlaufwerk netzlaufwerke
file: datei dateien files
program: programm programme app apps application applications anwendung software
setting: einstellung einstellungen konfiguration config configuration settings
address: adresse adressen addresses
block: geblockt blockiert blockiere blocken blocked blockierte blockt
reject: abgelehnt abgewiesen zurueckgewiesen abgelehnte lehnt rejected rejects
refuse: verweigert verweigerte refused refuses
deny: denied
fail: fehlgeschlagen fehlschlag scheitert gescheitert schlaegt failing failed fails failure failures
test: getestet testen teste tested ausprobiert probiert ausprobieren tried try
check: geprueft pruefen pruefe ueberprueft nachgesehen nachgeschaut checked
yesterday: gestern
today: heute
tomorrow: morgen
week: woche wochen weeks
month: monat monate monaten months
hour: stunde stunden hourly stuendlich hr hrs std
minute: minuten minutes min mins
day: tag tage tagen daily taeglich
morning: morgens frueh
always: immer staendig dauernd
never: niemals
sometimes: manchmal gelegentlich occasionally sporadisch sporadic intermittent intermittently sporadically zeitweise
random: zufaellig willkuerlich unregelmaessig irregular randomly irregularly
sudden: ploetzlich suddenly schlagartig
gradual: allmaehlich schleichend gradually
home: zuhause daheim heimnetz
pending: ausstehend
deliver: zugestellt delivered zustellung
prompt: abfrage aufforderung
code: codes
mfa: 2fa zweifaktor multifaktor
authenticate: auth authentifizierung authentication authentifiziert
valid: gueltig gueltige gueltiges gueltigen
time: zeit uhrzeit
clock: uhr uhren
wait: wartet warten
stuck: festgefahren steckt
outbox: postausgang
inbox: posteingang
junk: junkmail junkordner
list: liste listen
listed: gelistet
outage: ausfall ausfaelle stoerung stoerungen
healthy: gesund
down: offline
screen: bildschirm monitor
reset: zurueckgesetzt zuruecksetzen resetted
move: umgezogen umzug verschoben verschiebt moved
site: standort standorte sites
session: sitzung sitzungen
`,
  [irregular, keptHyphens, contractions],
)
