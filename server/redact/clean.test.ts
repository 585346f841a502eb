import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { seedState } from '../../simulator/seed/seed.ts'
import { redact } from './redact.ts'
import { redactAll } from './redact-all.ts'

/** Texts of tickets without a secret; each must stay to the letter. ¦ stands for a line break. */
const clean = `
550 5.4.1 Recipient address rejected: Access denied. AS(201806281)
550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [DB5EUR01FT030.eop-EUR01.prod.protection.outlook.com]
550 5.1.10 Access denied AS(201806281)
Failed: access denied, AS(1430) from the gateway
Zugang verweigert: access denied; AS(8500)
user unknown, RC(40121)
Account disabled; NSS(5984)
access denied WSAGetLastError(10061)
User lookup failed; LdapErr(0x8009030c)
login failed, HRESULT(0x80070005)
admin denied, GetLastError(1326)
acceso denegado; OSError(10054)
Benutzer abgewiesen, SSPI(0x80090322)
Branch nirvana-20240101 was deployed
The host is bsnuatsn-1246
Niessen-44120 is the asset tag of the plotter
Password: expired on Monday
Password: wrong again after the reset
Password: reset requested by Ann
Password: see the vault
Password: in IT Glue
Password: not known to the user
Password: changed yesterday, works now
Password: same as before
Password: Ann will call back
Password: must be changed at next logon
Password: unknown
Password: n/a
Password: ********
Password: <your password>
Password: {{password}}
Password: $env:ADMIN_PW
Password: %PASSWORD%
Password: [redacted password]
Password: [redacted password] works
pw: ok, still no sign-in
pw: expired
pw: pending
pw reset done
passcode: not accepted
passcode: forgotten
pass: no
The password is wrong, she says.
The password is expired.
The password is 90 days old
The password is not synced to Entra yet
The password is stored in the vault.
The password was changed on 12.03.2026 at 08:52
Her password was reset yesterday.
The password is correct!
password is required
Password policy: 14 characters, 90 days
Password length: 12
Password age: 91 days
Password history: 24
Password never expires: true
password expired 3 days ago
password hash synchronization fails since 08:52
Password change on AADSTS50126
Password error 0x80070005
password prompts in Outlook 16.0.17328 every hour
Password-protected file does not open
PasswordLastSet: 12.03.2026 08:52:11
PasswordExpired: True
PasswordNeverExpires : False
She forgot the password and cannot sign in.
The user says password:incorrect
Change the password at https://account.example/reset
Changed the password and signed in again
changed the password to the new policy
reset her password to the default
The password is needed on CD-FRONT-02
password for ann@contoso.example is expired
Password for the VPN: unknown
Password for Ann: reset pending
Passwords belong in the vault.
Passwords: none stored in the browser
Lost the password¦Thanks, Ann
Please reset my password.¦¦Ann Reyes¦Practice manager
Forgot password¦Ann
Password¦expired
| Password | expired |
| User | Password |¦|---|---|¦| ann | expired |
User	Password	Since¦ann	expired	08:52
PasswordReset ticket 48291 closed
The passphrase is wrong
Passphrase: not set on this device
The token: renewed, still fails
Token is expired, signed in again
Token was revoked by the admin
token refresh failed with 0x8004de40
Token: expired since 08:52
Access token: issued at 08:52, valid one hour
Primary refresh token is missing (AzureAdPrt : NO)
The token lifetime is 90 days
Secret: none configured
The client secret expires on 2026-03-12
Client secret expired, renewed in Entra
API key: missing
API key is invalid, says the log
The API key was rotated on Monday
Encryption key: managed by the tenant
registry key: HKLM\\Software\\Policies\\Microsoft
Registry key HKCU\\Software\\Microsoft\\Office\\16.0 removed
key: HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet
The key is on the front desk
PSK: changed on both sides
PSK mismatch in phase 1
The shared secret differs on both ends
WPA2: enabled
WPA3-Personal is not supported by the scanner
WPA2/WPA3 mixed mode
Wi-Fi key: changed last week
SNMP community: default, to be changed
SNMP v2c is disabled
SNMP string not set
PIN pad is broken, 3 keys missing
PIN: forgotten
The PIN is no longer available
PIN is not accepted after the update
pin 3 of the connector is bent
Her PIN is reset
Windows Hello PIN: something went wrong (0x80090016)
Error code 0x80070005 after the reset
Error code: 500121
error code 691
Exit code 1603 from the installer
Exit code: 3010
stop code 0x0000007E
Reason code: 16
NPS reason code 22
Status code 503
HTTP status code: 4030
result code 120001
zip code: 45402
ZIP code 454021
area code 9375
postal code 80331
event code 4625
Fehlercode: 500121
Fehlercode 0x80004005
Postleitzahl: 80331
code d'erreur : 604817
código de error 604817
codice errore 0x80070002
kod błędu: 604817
foutcode 604817
The code is on line 604 of the script
Code: refactored
code does not arrive on her phone
The verification code does not arrive
Verification code: never received
No code since 08:52
MFA code failed 3 times
MFA codes are rejected since 2026
OTP: does not arrive
OTP prompts since 12.03.2026
Your code has expired
Codes can be looked up at login.example/error
sign-in code 50126 in the log
AADSTS50173: the grant has expired
Sign-in fails with AADSTS500121
Source code in branch 604817-fix
QR code 604817 on the label
Serial number: 8F3K2-92MS1-1D7Q4
Serial number 7XK2M13
S/N: PF4K2W9X
Service tag: H4PQ9Z2
Ticket #48291, note 1229, phone 555-0142
Ticket 604817 is a duplicate
Ticket 48291 and 48288 belong together
Phone: +49 89 1234567
Phone 937-555-0140, mobile (614) 555-0171
Call 0800 604 817
KB5034441 fails with 0x80070643
Installed KB5031356 and KB5034441
Event 4740 on CD-SRV-01, 4625 on CD-FRONT-02
Event ID 6273
NDR 550 5.7.1 from the recipient
550 5.1.10 RESOLVER.ADR.RecipientNotFound
421 4.4.2 connection dropped
Version 16.0.17328.20162
Windows 11 24H2 build 26100.3194
Outlook 2408 (17928.20114)
Firmware 7.2.8 on FGT60FTK21001
CD-FRONT-01 has 10.20.1.31
MAC F4:E2:C6:A0:1B:33 on port 12
MAC F4E2.C6A0.1B33
GUID 3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46
Tenant ID: 3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46
Correlation ID: 3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46
Request Id: 7b1c0c9e-5f1d-4f4d-9a83-5c1f0e7b2d46
Message-ID: <CAF3k2x9@mail.example>
SHA256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
MD5 d41d8cd98f00b204e9800998ecf8427e of setup.exe
Hash of the file: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b
Order 1234567890123
IMEI 356938035643809
Invoice 4111-2231 of March
Tracking 1Z999AA10123456784
login ann / CD-FRONT-02
Login: CONTOSO\\areyes
login: ann on CD-FRONT-02
user: ann, device: FL-LT-014
User ann / Dayton
account: ann@contoso.example
Login fails on FL-LT-014 with 0xC000006D
Credentials: wrong
Credentials are cached on WB-LT-117
Admin: Ada Lindqvist
net user ann /domain
net user ann * /domain
net user ann /active:yes
net use z: \\\\fs01\\data /persistent:yes
psexec \\\\pc1 -s cmd
ssh -p 2222 ann@host
docker run -p 8080:80 nginx
ping -n 4 10.20.1.5
mkdir -p /srv/data
robocopy c:\\data d:\\data /mir /r:3
Set-ADUser ann -PasswordNeverExpires $false
Get-ADUser ann -Properties PasswordLastSet,LockedOut
Set-ADAccountPassword ann -Reset
Get-Credential and Connect-ExchangeOnline -UserPrincipalName ann@contoso.example
Reset-Password -Identity ann
New-LocalUser ben -Password $pw
mysql -u root -p erp
nltest /sc_verify:contoso
dsregcmd /status shows AzureAdPrt : NO
show running-config | include snmp-server
enable password policy in the portal
username and password for the portal were sent by post
enable secret scanning in the repository
https://portal.example/login?user=ann&page=2
https://docs.example/kb/604817
\\\\CD-SRV-01\\share\\2026
C:\\Users\\ann\\AppData\\Local\\Temp
cookie consent banner hides the button
Cookies: deleted, cache emptied
Session id: lost after ten minutes
Basic authentication is switched off
Bearer authentication failed
Authorization: denied by policy
SSN field is empty
IBAN: missing on the form
The card reader in Branch 3 is slow
License: Business Premium, 18 seats
License key: not found
Product key: missing on this device
Office activation error 0xC004F074
BitLocker asks for the recovery key
Recovery key: in Entra, device page
Recovery key ID: 3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46
Backup codes: none left
Kennwort: läuft am 12.03.2026 ab
Passwort: abgelaufen
Passwort ist falsch
Das Passwort ist abgelaufen.
Das Kennwort wurde gestern geändert
Passwort: muss geändert werden
Kennwort: siehe Tresor
Passwort vergessen¦Danke, Ann
Kennwort zurückgesetzt um 08:52
Mot de passe : expiré
Mot de passe : à changer
Le mot de passe est incorrect.
mdp: oublié
Wachtwoord: verlopen
Het wachtwoord is gewijzigd.
ww: vergeten
Contraseña: caducada
La contraseña es incorrecta
contraseña: pendiente de cambio
Password: scaduta
La password è errata.
Senha: expirada
A senha é inválida
Hasło: wygasło
Hasło jest nieprawidłowe
Kod nie przychodzi
Der Code kommt nicht an
Le code n'arrive pas
El código no llega
Token: abgelaufen
Der Schlüssel liegt am Empfang
License key not accepted by the installer
Licence key: 25 seats, 3 free
Product key: see the vault
Product key GUID 7c9e6679-7425-40de-944b-e07fc1f90ae7
Serial number CND9211ZK4, product number 3JX48EA
Activation code never arrived
Registration key HKLM\\Software\\Contoso
Registration of device DESKTOP-7Q2M9XT failed
Aktivierungsschlüssel fehlt, Bestellung BE-2026-0338
Unlock key missing on keyboard K380-2
License key for Acrobat 2020-64 is missing
Door code was changed, ask reception
Gate code does not work since 0915
The alarm code is with Ann until 2026
Site code 4711 and building code 3302
Alarm codes changed in room 4711
Keypad 4711 needs a new battery
Lockbox was removed on 12 March
The key safe is next to door 4
Keypad: Logitech K380
Safe: 4 GB free
disarm timed out after 1800 seconds
Unlock with Windows Hello fails on 4 laptops
Code for the door sensor firmware is 4.2.1
Türcode geändert, siehe Raum 4711
Code postal du portail client : 75011
The code on her phone shows an error
The 6 digit code was rejected
Your postal code is 90210
Your error code is 17224
Ihr Kunden-Code: 104822
Enter the code from the SMS
Enter the code ABCDEF as shown in the captcha
Device code flow is blocked by policy 4711
bypass code policy allows 1000 users
this that with them good code: none
The key is in room 4711
Alarm panel shows fault code: 3021
Access error code: 17224
Alarm error code 4402 on the UPS
PublicKeyToken=31bf3856ad364e35, Culture=neutral
primary_key: id, partition_key: 2026-05-04T09:12:44Z
cacheKey: user-48213-profile
"issueKey": "ITOPS-48213"
sort_key = order20260504
tokenType: Bearer
"keyVersion": "7f1c0b2a9d3e4c55a1b2c3d4e5f60718"
The key is 0x80070005 in the log
Key: HKLM\\Software\\Contoso\\Agent
key = 7c9e6679-7425-40de-944b-e07fc1f90ae7
The key is called contoso-office-2026 in the vault
session=4 and auth=basic
session_timeout=36000000
Authentication: sso-provider-v2 for contoso
WPA2-PSK key exchange fails on channel 36
PSK for the tunnel is not the same on both sides
Das WLAN-Passwort steht auf der Fritzbox
The Wi-Fi password is on the label: see photo
WIFI: type WPA2, ssid Contoso
key-value store v2 was migrated
SAMLResponse was empty, SAMLRequest too
ITG. is how they write IT Glue
Logins last week:¦- ann: 4711¦- ben: 3302
Passwords expired for:¦svc_sql01¦svc_backup2
Passwords changed on:¦dc01: 2026-05-04¦fs01: 2026-05-05
Credentials needed:¦- portal: see the vault¦- NAS: Synology DS1821
Logins from:¦ann.lee@contoso.example¦CD-FRONT-02
PINs reset:¦ann: done¦ben: open
Zugangsdaten fehlen für:¦Portal: Version 7.2.8¦Drucker: EG-02
Passwords:¦12 accounts never expire¦3 accounts are locked
The password was changed from the portal to the new policy
Password policy changed from 8 to 12 characters
He changed from Chrome to Edge, password saved
Try Edge for the password prompt
Use ann.lee2 for the password reset
The password for the account of the front desk¦is not known to anyone there
Kennwort neu¦setzen und Benutzer anrufen
Passwords were rotated after the Q2-2026 audit.
Password length raised from 8 to 14 in GPO Default-2024
Put the sum of Sheet1!A12 into the password list
set Table2!$B$14 and log in again
Alarm is set with 2 zones since 2024
The door opens with badge 4471
recovery code that will work with this form
name: KEY_ROTATION, value: enabled
- name: LOG_LEVEL¦  value: "Information2"
password? Ann2 knows
| Router | admin | 10.4.0.1 |
| PC | admin | Win11-23H2 |
SID S-1-5-21-3623811015-3361044348-30300820-1013
sid: S-1-5-32-544
Public key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGravelMoonGravelMoonGravelMoonGravelMoonGr ann@lt-07
$cred = Get-Credential
$creds = Import-Clixml C:\\Scripts\\c.xml
netsh wlan show profile name="Contoso" key=clear
| System | Password | Notes |¦|---|---|---|¦| NAS | see vault | local only |
User	Password	Site¦ann	unchanged	Leeds
Username | Password age | MFA¦ann | 14 days | on
Meeting at 12:30-13:30, room 4711
Backup ran 02:00-04:17, 482913 files
Sent 120000 200000 300000 bytes in 3 runs
Between 2024 and 2026 there were 604817 events
She types her password, then the code, then it spins
`
  .trim()
  .split('\n')
  .map((line) => line.replaceAll('¦', '\n'))

test('the table is large enough to tell something', () => {
  expect(new Set(clean).size).toBeGreaterThanOrEqual(200)
})

test.each(clean)('stays: %s', async (text) => {
  expect(await redact(text)).toBe(text)
})

test('nothing that the simulator holds changes', async () => {
  const { tenants } = seedState(new Date('2026-03-12T08:52:00Z'))
  const texts = Object.values(tenants).flatMap(({ tickets, notes, timeEntries, configurations }) =>
    stringsOf([tickets, notes, timeEntries, configurations]),
  )
  expect(texts.length).toBeGreaterThan(500)
  expect(await changedOf(texts)).toEqual([])
})

test('nothing that the shipped flows say changes', async () => {
  const folder = 'server/flows/shipped'
  const texts = readdirSync(folder).flatMap((file) =>
    stringsOf(parse(readFileSync(`${folder}/${file}`, 'utf8'))),
  )
  expect(texts.length).toBeGreaterThan(2000)
  expect(await changedOf(texts)).toEqual([])
}, 90_000)

async function changedOf(texts: string[]): Promise<string[]> {
  const given = [...new Set(texts)]
  const results = await redactAll(given)
  return given.flatMap((text, at) => (results[at] === text ? [] : [`${text} → ${results[at]}`]))
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(stringsOf)
}
