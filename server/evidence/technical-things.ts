import { readOnce } from '../language/read-once.ts'

/** Things of this trade, one line for the words of one thing. What is meant loosely, as "system" or "service", is none. */
const lines = `
printer: printer printers drucker druckers plotter
scanner: scanner scanners
copier: copier kopierer
firewall: firewall firewalls
router: router routers
switch: switches
server: server servers servern servers
disk: disk disks drive hdd ssd festplatte festplatten platte laufwerk
memory: memory ram arbeitsspeicher
keyboard: keyboard tastatur
mouse: mouse maus
screen: screen screens monitor monitors display bildschirm
headset: headset headsets
microphone: microphone mikrofon
camera: camera webcam kamera
dock: dock docking dockingstation
cable: cable cables kabel netzwerkkabel
phone: phone phones telephone telefon handy smartphone
tablet: tablet ipad
computer: computer computers pc laptop laptops notebook workstation desktop rechner
mailbox: mailbox mailboxes postfach postfaecher
calendar: calendar kalender
certificate: certificate certificates cert zertifikat zertifikate
licence: licence license licences licenses lizenz lizenzen
password: password passwords passwort kennwort
driver: driver drivers treiber
backup: backup backups sicherung datensicherung
antivirus: antivirus virenscanner virenschutz virenschutzes
vpn: vpn
wifi: wifi wlan
hotspot: hotspot
battery: battery akku batterie
toner: toner
cartridge: cartridge patrone
tray: tray papierfach
spooler: spooler
adapter: adapter netzteil charger
database: database datenbank
browser: browser
outlook: outlook
teams: teams
excel: excel
word: word
onedrive: onedrive
sharepoint: sharepoint
exchange: exchange
quarantine: quarantine quarantaene
rule: rule rules regel regeln
filter: filter filters
dns: dns
dhcp: dhcp
mfa: mfa 2fa factor faktor authenticator
fan: fan luefter
port: port ports
`
const things = new Map(
  lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [thing = '', words = ''] = line.split(': ')
      return words.split(' ').map((word) => [word, thing] as const)
    }),
)

/** The things that a text in small letters names, each once. */
export const thingsIn = readOnce((plain): readonly string[] => [
  ...new Set(plain.split(/\s+/).flatMap((word) => things.get(word) ?? [])),
])
