import { describe, expect, test } from 'vitest'
import { redact } from './redact.ts'

/**
 * Each line is a text; what stands between ‹ and › must go, all else must stay to the letter. The sign ¦ stands for a line
 * break; · is left out: it keeps made-up tokens from being taken for real ones.
 */
const forms = {
  'a label and a sign': `
Password: ‹Gr4nit!9›
password:‹Gr4nit!9›
PASSWORD = ‹Gr4nit!9›
pwd=‹marble58›
pwd: ‹marble58› please try
pw ‹marble5892› worked for her
pass: ‹Copper-12›
pass = ‹Copper-12›
pw -> ‹Copper-12›
pw → ‹Copper-12›
password => ‹Copper-12›
Password :: ‹Copper-12›
Password – ‹Copper-12›
Password - ‹Copper-12›
new password: ‹Copper-12›, she changes it today
old pw: ‹Copper-12› new pw: ‹Silver_98›
Password(s): ‹Copper-12›
Password (temporary): ‹Copper-12›
Password 1: ‹Copper-12›
password2=‹Copper-12›
Password set: ‹Copper-12›
Passwort neu: ‹Copper-12›
Pass word: ‹Copper-12›
P/W: ‹Copper-12›
Passwords: ‹Copper-12› and ‹Silver_98›
pw: ‹xyz›
pw: ‹1357›
Password: ‹Lighthouse›
Password: ‹lighthouse›.
Password: ‹Lighthouse› works
Password: ‹Lighthouse!›
Password: ‹P@lm tr33› then reboot
Password: ‹Blue Granite 77›
Local admin password: ‹Gr4nit!9›
Windows-Password: ‹Gr4nit!9›
DSRM password : ‹Gr4nit!9›
BIOS password=‹Gr4nit!9›
iLO passwd ‹Gr4nit!9› for the host
the sa password ‹Gr4nit!9› is in use
passcode: ‹77Falcon›
creds: ‹77Falcon›
Passphrase: ‹seven purple rivers sing›
The passphrase is ‹wrong tiger saved lamp›
seed phrase: ‹army van defense carry jealous true garbage claim echo media make crunch›
`,
  'a verb': `
the password is ‹Gr4nit!9› for now
The password is ‹Lighthouse!›
Her password was ‹marble58›.
his pw is ‹marble58›
the password is now ‹Gr4nit!9›
password is now ‹Lighthouse›
password is currently ‹Gr4nit!9›
I changed the password to ‹Gr4nit!9› for her
password has been reset to ‹Gr4nit!9›
Password was changed to ‹Gr4nit!9›
reset her password to ‹Gr4nit!9› today
password set to ‹Gr4nit!9›
password will be ‹Gr4nit!9› from Monday
The password should be "‹Gr4nit 9›"
password is "‹lighthouse›"
password is '‹Gr4nit!9›'
Password is: ‹Gr4nit!9›
password for ann@contoso.example is ‹Gr4nit!9›
Password for the firewall: ‹Gr4nit!9›
the password of the admin account is ‹Gr4nit!9›
password to the NAS is ‹Gr4nit!9›
Temp password reads ‹Gr4nit!9›
password is ‹24681357› for all
`,
  'lines, cells and markup': `
Password:¦‹Gr4nit!9›
Password¦‹Gr4nit!9›
Password:¦¦‹Gr4nit!9›¦Thanks
Login: ann¦Password:¦  ‹Gr4nit!9›
The new password is:¦‹Gr4nit!9›
| Password | ‹Gr4nit!9› |
|User|ann|¦|Password|‹Gr4nit!9›|
| User | Password |¦|---|---|¦| ann | ‹Gr4nit!9› |¦| ben | ‹marble58› |
user,password,host¦ann,‹marble58›,CD-FRONT-02
User\tPassword¦ann\t‹Gr4nit!9›
Password\t‹Gr4nit!9›
**Password**: ‹Gr4nit!9›
**Password:** ‹Gr4nit!9›
__Password:__ ‹Gr4nit!9›
*Password* ‹Gr4nit!9› ok
Password: **‹Gr4nit!9›**
Password: \`‹Gr4nit!9›\`
- Password: ‹Gr4nit!9›
> Password: ‹Gr4nit!9›
# Password¦‹Gr4nit!9›
<b>Password:</b> ‹Gr4nit!9›
<p>Password:</p><p>‹Gr4nit!9›</p>
<tr><td>Password</td><td>‹Gr4nit!9›</td></tr>
<td><b>Passwort</b></td>¦<td>‹Gr4nit!9›</td>
Password:<br>‹Gr4nit!9›<br/>Thanks
Password:&nbsp;‹Gr4nit!9›
<li>pw: ‹Gr4nit!9›</li>
<password>‹Gr4nit!9›</password>
<span style="color:red">Password: ‹Gr4nit!9›</span>
`,
  'settings and code': `
{"password": "‹Gr4nit!9›"}
{"user":"ann","password":"‹Gr4nit!9›","host":"x"}
{'pwd': '‹Gr4nit!9›'}
{\\"password\\":\\"‹Gr4nit!9›\\"}
password: "‹Gr4nit, 9›"
password: '‹it is 9 long›'
DB_PASSWORD=‹marble58›
export PGPASSWORD=‹marble58›
SMTP_PASS='‹marble58›'
spring.datasource.password=‹marble58›
$password = "‹Gr4nit!9›"
config["password"] = "‹Gr4nit!9›"
db_password: ‹marble58›
Server=db2;Database=erp;Uid=sa;Pwd=‹Gr4n it!9›;Encrypt=yes
Data Source=db2;User ID=app;Password=‹marble58›;Pooling=true
Password="‹Gr4nit!9›";User=ann
Endpoint=sb://x.example/;SharedAccessKeyName=Root;SharedAccessKey=‹k3Jd8sLq2Wn5Xz7Rv1Bt4Yh6Gm9Pc0Fa2Ue8Io5Ks3D=›
DefaultEndpointsProtocol=https;AccountName=x;AccountKey=‹k3Jd8sLq2Wn5Xz7Rv1Bt4Yh6Gm9Pc0Fa2Ue8Io5Ks3Dk3Jd8sLq2Wn5Xz7Rv1Bt4Yh6Gm9Pc0Fa2Ue8Io5KsQ==›;EndpointSuffix=core
postgres://app:‹marble58›@db2/erp
mongodb+srv://svc:‹p@ss5word›@cluster0.example/x
https://ann:‹Gr4nit!9›@nas.example/share
ftp://backup:‹marble58›@10.0.0.9/
mysql://h/x?user=app&password=‹marble58›&ssl=true
https://files.example/b?sv=2024-01-01&se=2027&sig=‹Yz%2Fk3Jd8sLq2Wn5Xz7Rv1Bt4%3D›&sp=r
https://api.example/v1?api_key=‹q8Zk3Jd8sLq2Wn5X›
https://app.example/reset?token=‹q8Zk3Jd8sLq2Wn5X›
<add key="SmtpPassword" value="‹Gr4nit!9›" />
<user name="ann" password="‹Gr4nit!9›" role="admin">
mount -o username=ann,password=‹marble58› //fs/x
`,
  German: `
Passwort: ‹Gr4nit!9›
Kennwort: ‹Gr4nit!9›
Das Passwort lautet ‹Gr4nit!9›
das Kennwort lautet: ‹Leuchtturm›
Passwort ist ‹Gr4nit!9›
Das neue Passwort ist jetzt ‹Gr4nit!9›
Passwort wurde auf ‹Gr4nit!9› geändert
Kennwort auf ‹Gr4nit!9› zurückgesetzt
Passwort für Ann: ‹Gr4nit!9›
Adminkennwort: ‹Gr4nit!9›
WLAN-Passwort: ‹Leuchtturm›
WLAN-Schlüssel: ‹leuchtturm77›
Netzwerkschlüssel: ‹leuchtturm77›
Einmalcode: ‹604817›
Bestätigungscode: ‹604817›
Ihr Sicherheitscode lautet ‹604 817›
Der Code ist ‹604817›
PIN: ‹6048›
Die PIN lautet ‹6048›
Zugangsdaten: ann / ‹Gr4nit-19›
Wiederherstellungscodes: ‹8f3k-92ms›, ‹1d7q-44zx›
`,
  French: `
Mot de passe : ‹Gr4nit!9›
mot de passe: ‹phare›
Le mot de passe est ‹Gr4nit!9›
Le nouveau mot de passe est maintenant ‹Gr4nit!9›
mdp : ‹Gr4nit!9›
mdp=‹marble58›
Mot de passe de Claire : ‹Gr4nit!9›
Mot de passe¦‹Gr4nit!9›
Clé Wi-Fi : ‹phare7788›
Code de vérification : ‹604817›
Votre code de sécurité est ‹604817›
code PIN : ‹6048›
Clé de licence : ‹8F3K-92MS-1D7Q-44ZX›
Codes de secours : ‹8f3k-92ms› ‹1d7q-44zx›
Identifiants : ann / ‹Gr4nit-19›
`,
  Dutch: `
Wachtwoord: ‹Gr4nit!9›
Het wachtwoord is ‹Gr4nit!9›
Het wachtwoord is nu ‹Gr4nit!9›
Wachtwoord van Ann: ‹Gr4nit!9›
Het nieuwe wachtwoord luidt ‹vuurtoren›
ww: ‹Gr4nit!9›
Wifi-sleutel: ‹vuurtoren88›
Verificatiecode: ‹604817›
Uw beveiligingscode is ‹604817›
pincode: ‹6048›
Herstelcodes: ‹8f3k-92ms›, ‹1d7q-44zx›
`,
  Spanish: `
Contraseña: ‹Gr4nit!9›
La contraseña es ‹Gr4nit!9›
la contraseña ahora es ‹Gr4nit!9›
Contraseña del correo: ‹Gr4nit!9›
contraseña nueva: ‹Gr4nit!9›
Clave: ‹Gr4nit!9›
Clave wifi: ‹faro7788›
Código de verificación: ‹604817›
Su código de acceso es ‹604817›
El PIN es ‹6048›
Códigos de recuperación: ‹8f3k-92ms› ‹1d7q-44zx›
Credenciales: ann / ‹Gr4nit-19›
`,
  Italian: `
Password: ‹Faro-2291›
La password è ‹Gr4nit!9›
la password adesso è ‹Gr4nit!9›
La password ora è ‹Gr4nit!9›
Parola d'ordine: ‹Gr4nit!9›
Password di Anna: ‹Gr4nit!9›
Chiave Wi-Fi: ‹faro7788›
Codice di verifica: ‹604817›
Il codice è ‹604817›
Codice PIN: ‹6048›
Credenziali: ann / ‹Gr4nit-19›
`,
  Portuguese: `
Senha: ‹Gr4nit!9›
A senha é ‹Gr4nit!9›
a senha agora é ‹Gr4nit!9›
Palavra-passe: ‹Gr4nit!9›
palavra passe: ‹farol›
Senha do Wi-Fi: ‹farol7788›
Chave de acesso: ‹q8Zk3Jd8sLq2Wn5X›
Código de verificação: ‹604817›
O seu código é ‹604817›
Credenciais: ann / ‹Gr4nit-19›
`,
  Polish: `
Hasło: ‹Gr4nit!9›
Hasło to ‹Gr4nit!9›
Nowe hasło to ‹Gr4nit!9›
hasło brzmi ‹latarnia›
Twoje hasło jest teraz ‹Gr4nit!9›
Hasło do VPN: ‹Gr4nit!9›
Klucz Wi-Fi: ‹latarnia77›
Kod weryfikacyjny: ‹604817›
Twój kod to ‹604817›
kod PIN: ‹6048›
Dane logowania: ann / ‹Gr4nit-19›
`,
  'one-time and other codes': `
MFA code ‹604817›
MFA code is ‹604817›
2FA: code ‹604817›
OTP: ‹604817›
OTP ‹604817› was sent
otp is ‹604 817›
verification code ‹604817›
verification code for Ann is ‹604817›
Your code is ‹604817›
Your one-time passcode: ‹8841›
Your login code:¦¦‹604817›¦¦Do not share it.
the code is ‹604817›, valid ten minutes
Code: ‹604-817›
code ‹604817› from the text message
‹604817› is your Microsoft verification code
Use ‹604817› to sign in
enter ‹604817› as the code
‹604817› is your verification code
‹G-604817› is your Google code
‹604 817› is the code
Security code (valid 10 minutes): ‹604817›
door code: ‹4471›
alarm code is ‹44718›
gate code ‹4471›
Windows Hello PIN: ‹604817›
PIN ‹6048›
her PIN is ‹6048›
voicemail pin=‹60481›
PUK: ‹60481733›
Backup codes: ‹4471 9920›, ‹1827 3344›
Recovery codes:¦‹8f3k-92ms›¦‹1d7q-44zx›¦‹p0w2-8vbn›
backup codes¦1. ‹44719920›¦2. ‹18273344›
authenticator code: ‹604817›
`,
  'recovery and licence keys': `
‹120120-230230-340340-450450-560560-670670-780780-120121›
key ‹120120 230230 340340 450450 560560 670670 780780 120121› ok
‹120120230230340340450450560560670670780780120121›
Recovery key: ‹120120-230230-340340-450450-¦560560-670670-780780-120121›
FileVault recovery key: ‹Q7WM-3KPD-88TR-ZX2C-LJ4N-5VBH›
Apple recovery key ‹RK-Q7WM-3KPD-88TR-ZX2C-LJ4N-5VBH›
Office: ‹7Q2WK-9ZPLM-4XC8V-B6N3T-R5YHJ›
Product key: ‹7Q2WK-9ZPLM-4XC8V-B6N3T-R5YHJ›
License key: ‹8F3K-92MS-1D7Q-44ZX›
Lizenzschlüssel: ‹8F3K-92MS-1D7Q-44ZX›
Activation key ‹8F3K92-MS1D7Q-44ZXP0-W28VBN›
`,
  'networks and devices': `
Wi-Fi password: ‹lighthouse›
WPA2: ‹harbour77›
WPA2-PSK: ‹harbour77›
Guest Wi-Fi key ‹harbour77›
PSK: ‹harbour›
PSK is ‹harbour77›
VPN pre-shared key: ‹harbour77›
pre-shared key = ‹harbour77›
IPsec secret: ‹harbour77›
RADIUS secret ‹h4rbour77› on both
shared secret: ‹h4rbour77›
community string: ‹harbourRO›
SNMP community ‹h4rbourRO› on the switch
snmp-server community ‹harbour› RW
snmp-server host 10.1.1.5 version 2c ‹harbour›
snmpwalk -v2c -c ‹harbour› 10.1.1.5
enable secret 5 ‹$1$mERr$hx5rVt7rPNoS4wqbXKX7m0›
enable password ‹harbour7›
username ops privilege 15 secret ‹harbour7›
password 7 ‹094F471A1A0A›
crypto isakmp key ‹harbour77› address 1.2.3.4
tacacs-server key ‹harbour77›
radius-server host 10.1.1.9 key ‹harbour77›
key-string ‹harbour77›
set psksecret ‹harbour77›
set password ENC ‹AK1h7gq8jZ2x›
wpa-psk ascii 0 ‹harbour77›
snmp-server user ops grp v3 auth sha ‹harbour771› priv aes 128 ‹harbour772›
`,
  'command lines': `
net user ben ‹Gr4nit!9› /add
net user ben ‹granite›
net use z: \\\\fs\\data /user:corp\\ben ‹Gr4nit!9›
net use \\\\fs\\data ‹Gr4nit!9› /user:corp\\ben
cmdkey /add:fs02 /user:ben /pass:‹Gr4nit!9›
psexec \\\\pc9 -u ben -p ‹Gr4nit!9› cmd
sshpass -p '‹Gr4nit!9›' ssh ben@h
mysql -u root -p‹marble58› erp
mysqldump --user=root --password=‹marble58› erp
sqlcmd -S db2 -U sa -P ‹Gr4nit!9› -Q x
curl -u ben:‹Gr4nit!9› https://x.example
Connect-X -Password ‹Gr4nit!9› -Force
New-LocalUser ben -Password (ConvertTo-SecureString "‹Gr4nit!9›" -AsPlainText -Force)
ConvertTo-SecureString -String '‹Gr4nit!9›' -AsPlainText -Force
New-Object PSCredential("ben", "‹Gr4nit!9›")
plink -ssh ben@h -pw ‹Gr4nit!9›
xfreerdp /u:ben /p:‹Gr4nit!9› /v:h
7z x a.7z -p‹marble58›
docker login -u ben -p ‹marble58› r.example
smbclient //fs/x -U ben%‹Gr4nit!9›
echo ‹Gr4nit!9› | sudo -S reboot
echo "ben:‹Gr4nit!9›" | chpasswd
wget --user=ben --password=‹marble58› http://x.example
msiexec /i a.msi TOKEN=‹q8Zk3Jd8sLq2Wn5X› /qn
dsmod user CN=x -pwd ‹Gr4nit!9›
openssl pkcs12 -in a.pfx -passin pass:‹marble58›
schtasks /create /ru ben /rp ‹Gr4nit!9› /tn x
keytool -list -storepass ‹marble58›
netdom join pc9 /userd:ben /passwordd:‹Gr4nit!9›
`,
  'keys, tokens and hashes': `
API key: ‹q8Zk3Jd8sLq2Wn5X›
api_key=‹q8Zk3Jd8sLq2Wn5X›
client secret is ‹q8Zk3Jd8sLq2Wn5X›
client_secret: ‹9xT8Q~q8Zk3Jd8sLq2Wn5Xz7Rv1Bt4Yh6Gm9Pc0F›
Public key: ‹b7Kd92LmQx0PvT4s› Private key: ‹Zt81nVc3RwYq6JhU›
access token ‹q8Zk3Jd8sLq2Wn5X›
agent token: ‹q8Zk3Jd8sLq2Wn5X›
use ‹ghp_·aB3dEfGhIjKlMnOpQrStUvWxYz0123456789› for it
‹xoxb-·123456789012-123456789012-abcdefghijklmnopqrstuvwx›
‹sk-ant-·api03-q8Zk3Jd8sLq2Wn5Xz7Rv1Bt4Yh6›
Authorization: Bearer ‹q8Zk3Jd8sLq2Wn5Xz7›
Authorization: Basic ‹YmVuOkdyNG5pdCE5›
x-api-key: ‹q8Zk3Jd8sLq2Wn5X›
Cookie: ‹sid=q8Zk3Jd8sLq2; theme=dark›
Set-Cookie: ‹auth=q8Zk3Jd8sLq2Wn5X; Path=/›
JSESSIONID=‹7F3A92C1D04B88E6›
‹eyJ·hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.dBjftJeZ4CVPmB92K27uhbUJU1p1r›
NTLM hash: ‹8846f7eaee8fb117ad06bdd830b7586c›
ben:500:‹aad3b435b51404eeaad3b435b51404ee:8846f7eaee8fb117ad06bdd830b7586c›:::
root:‹$6$rounds$k3Jd8sLq2Wn5Xz7Rv1Bt4Yh6Gm9Pc0Fa›:19000:
‹{SSHA}k3Jd8sLq2Wn5Xz7Rv1Bt4Yh6Gm9Pc0Fa›
-----BEGIN PRIVATE KEY-----‹¦MIIEvQIBADANBgkqhkiG9w0BAQEFAASC¦›-----END PRIVATE KEY-----
-----BEGIN OPENSSH PRIVATE KEY-----‹¦b3BlbnNzaC1rZXktdjEAAAAABG5vbmU¦›-----END OPENSSH PRIVATE KEY-----
-----BEGIN EC PRIVATE KEY-----‹¦MHcCAQEEIK3Jd8sLq2Wn5Xz7Rv1Bt4Yh6Gm9Pc0›
-----BEGIN PGP PRIVATE KEY BLOCK-----‹¦lQOYBGJ3Jd8sLq2Wn5Xz7Rv1Bt4¦=aB3d¦›-----END PGP PRIVATE KEY BLOCK-----
otpauth://totp/x:ben?secret=‹KRSXG5DSMFXGOZLS›&issuer=x
TOTP secret: ‹KRSXG5DSMFXGOZLS›
secret key: ‹krsx g5ds mfxg ozls›
`,
  'numbers with a checksum or a label': `
Card ‹4111 1111 1111 1111› exp 04/29
card number ‹5555555555554444›
amex ‹3782 822463 10005›
IBAN ‹DE89 3704 0044 0532 0130 00›
‹GB82WEST12345698765432›
compte ‹FR14 2004 1010 0505 0001 3M02 606›
CVV: ‹737›
SSN: ‹457-55-5462›
her social security number is ‹457 55 5462›
BSN: ‹111222333›
PESEL: ‹44051401359›
codice fiscale: ‹RSSMRA85T10A562S›
`,
  'keys of licences': `
licence key: ‹VBR-7Q2M-X9TL-RZ4B›
License Key = ‹CAM7-Q2MX-9TLR›
Activation key for the NAS app: ‹NAS-7QM2-XT9V›
activation code is ‹7QM2XT9VRZ4B›
Unlock key ‹7K2M-99QX-ALPHA› for the modem
The registration key we bought: ‹4471-QXRZ-2203›
Lizenzschlüssel: ‹LX-44F9-7TQ2-M3KD›
Freischaltcode lautet ‹FS44-9TQ2-M3›
Aktivierungsschlüssel für die Telefonanlage: ‹TK9-44F9-7TQ2›
clé d'activation : ‹FR44-9TQ2-M3KD›
Clave de licencia: ‹ES-44F9-7TQ2›
Volume licence key ‹44F9-7TQ2-M3KD-88XZ›
Upgrade key is ‹UP7Q2M9XT4›
"MAK key" ‹44F97-TQ2M3-KD88X›
Apple Recovery Key: ‹AB7D-1EFG-H2IJ-KL3M-NO4P-QRS5-TUV6›
`,
  'codes of doors and alarms': `
alarm is set with ‹2277› and turned off with ‹2278›
Key box by the back door opens with ‹4190›
Die Alarmanlage hat den Code ‹3391›
Gate code ‹#4471›
Alarm code for the warehouse is ‹7719›
Alarm code: ‹4402#›
Code alarme : ‹1904›
code du portail ‹45B12›
code d'accès au parking ‹7733›
le code de la porte est ‹3310A›
Türcode Hintereingang: ‹2580›
Der Code für die Haustür ist ‹6634›
Alarmanlage: Code ‹5518›
Schlüsselsafe ist ‹0714›
lockbox is ‹0714›
key safe: ‹8812›
Door keypad: ‹C3391X›
digicode : ‹61B45›
disarm the panel with ‹4402› when you come in
mit ‹4402› entschärfen
désactiver l'alarme avec ‹1904›
codice del cancello: ‹7741›
código de la puerta: ‹7741›
code for the car park barrier is ‹*5599›
`,
  'codes for one time': `
Backup code ‹4471 9920› used for Kim
The TOTP secret behind the shared mailbox: ‹NB2W45DFOIZA3PXP›
PUK2: ‹38112094›
Pin nummer vom Handy ‹8841›
Duo bypass code ‹918273645›
Notfallcode ‹55183390› an Herrn Lang ausgegeben
Her emergency code is ‹55183390›
the 6 digit code was ‹530192› but it failed
the code on her phone shows ‹204 981›
Der Code aus der App ist ‹204981›
code reçu par SMS : ‹482910›
Your Uber code is ‹4417›
Ihr PayPal-Code lautet ‹390218›
enter the code ‹F7KQ2M9XT› to authenticate
TOTP seed ‹KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD›
Can't scan it? Enter this key: ‹mfrg gzdf mztw q2lk nnwg 23tp›
code secret de la carte : ‹4471›
Karten-PIN: ‹4471›
Geheimnummer ‹4471›
`,
  'keys by the name of their setting': `
secret_key_base: ‹8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a›
"storageAccountKey": "‹vN3k8Qw1ZxY7TmL0pRb5HsJc2Ud›"
<string name="auth_key">‹Qm7xT2vLrZ9bNcKd›</string>
slackSigningSecret = '‹8f742231b10e8888abcd99yyy›'
"refreshTokenValue":"‹Qm7xT2vLrZ9bNcKd›"
APP_JWT_SIGNING_KEY=‹Qm7xT2vLrZ9bNcKd›
requirepass ‹gravel!Moon7›
<pre-shared-key>‹Gravel-Moon-18x›</pre-shared-key>
<bindpw>‹Gravel!18x›</bindpw>
"x-functions-key"="‹Qm7xT2vLrZ9bNcKdWgHs5JpU==›"
the IT Glue key is ‹Qm7xT2vLrZ9bNcKdWgHs5›
Key: ‹Qm7xT2vLrZ9bNcKdWgHs5JpU›
new key = ‹8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a›
SAMLResponse=‹PHNhbWxwOlJlc3BvbnNlIHhtbG5z·OnNhbWxwPSJ1cm46b2FzaXM6›&RelayState=x
.AspNetCore.Cookies=‹CfDJ8Qm7xT2vLrZ9bNcKdWgHs5›
document.cookie "auth=‹Qm7xT2vLrZ9bNcKd›; theme=dark"
PORTAL_SESSION=‹q8x7m2t9vlrz4bnc8dwg›
`,
  'tokens of more makers': `
mailgun ‹key-·3ax6xnjp29jd6fds4gc373sgvjxteol0›
glue ‹ITG.·f2b8c1d0e9a7.Qm7xT2vLrZ9bNcKd-WgHs5JpUaE0o›
vault ‹hvs.·CAESIQm7xT2vLrZ9bNcKdWgHs5JpUa›
docker ‹dckr_pat_·Qm7xT2vLrZ9bNcKdWgHs5JpU›
databricks ‹dapi·8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a›
new relic ‹NRAK-·QM7XT2VLRZ9BNCKDWGHS5JPUAE0›
postman ‹PMAK-·5f1c0b2a9d3e4c55a1b2c3d4-8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a12›
brevo ‹xkeysib-·8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a-Qm7xT2vLrZ9bNcKd›
1password ‹ops_·eyJzaWduSW5BZGRyZXNzIjoibXkuMXBhc3N3b3JkLmNvbSJ9›
groq ‹gsk_·Qm7xT2vLrZ9bNcKdWgHs5JpUaE0oRiXq3fYtBnVcLzMk›
sentry ‹sntrys_·eyJpYXQiOjE2ODczMzY1NDMuNjk4NTksInVybCI6bnVsbH0›
backblaze ‹K004·Qm7xT2vLrZ9bNcKdWgHs5JpUaE0›
figma ‹figd_·Qm7xT2vLrZ9bNcKdWgHs5JpUaE0oRiXq›
terraform ‹Qm7xT2vLrZ9bNc.·atlasv1.·Qm7xT2vLrZ9bNcKdWgHs5JpUaE0oRiXq3fYtBnVcLzMkQm7xT2vLrZ9bNcKdWg›
`,
  'hashes and blocks of keys': `
-----BEGIN OpenVPN Static key V1-----‹¦6acef03f62675b4b1bbd03e53b187727¦423cea742242106cb2916a8a4c829756¦›-----END OpenVPN Static key V1-----
---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----‹¦P2/56wAAAfMAAAA3aWYtbW9kbntzaWdue3JzYS1wa2NzMS1zaGExLGVuY3J5cHR7¦›---- END SSH2 ENCRYPTED PRIVATE KEY ----
mysql user root ‹*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19›
pg_authid ‹SCRAM-SHA-256$4096:Qm7xT2vLrZ9bNcKd$rZ9bNcKdWgHs5JpUaE0oRiXq3fYt=:BnVcLzMkAQm7xT2v=›
‹$DCC2$10240#ann#8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a›
`,
  networks: `
WPA2-PSK key for the handhelds: ‹zebraTC52scan›
PSK for the site to site is ‹nQ8-Lyon-Basel-2x›, IKEv2
Clé pré-partagée : ‹Lyon-Nantes-44›
Das WLAN-Passwort steht auf der Fritzbox: ‹31847261909284756103›
Netzwerkschlüssel vom Router: ‹31847261909284756103›
WIFI:T:WPA;S:Contoso;P:‹tea4Two!›;;
Guest WiFi: SSID Contoso, password ‹coffee&cake›
code wifi des invités : ‹bienvenue75›
sqlplus scott/‹Gravel!18›@orcl
ssh-keygen -t rsa -N '‹Gravel!18›' -f id
password manager user-name admin plaintext ‹Gravel!18›
`,
  'lists under a head': `
Passwords:¦dc01: ‹Hollow.Oak1›¦fs01: ‹Hollow.Oak2›¦sql01: ‹hollow7oak›¦¦Regards, Ann2
Kennwörter der Drucker:¦- EG: ‹Toner-Leer2›¦- OG: ‹4471›
Logins for the new site:¦- router: admin / ‹Cobalt-Fox8›¦- NVR: viewer / ‹Camera+Eye4›
Her login details are below¦kim@contoso.example¦‹Silver_Spoon9›
Zugangsdaten:¦anna@contoso.example¦‹Silber#Mond9›
Credentials as agreed:¦1) iLO - Administrator - ‹QX7.K29mp›¦2) iDRAC - root - ‹calvin!changed8›
Mots de passe :¦compta → ‹Lavande.83›¦paie → ‹Tilleul.84›
PINs:¦front door: ‹4471›¦Ann: ‹8820›
`,
  'more sentences': `
Whoever set up the kiosk used ‹Kiosk!Mode8› for both
OWA opens when I type ‹Saffron?Rice4› myself
Set it back to the default pass (‹Changeme-77›) and told Ravi
her password? ‹IceCream4All›
new pass for vpn - ‹Vpn!Kim2026›
Mot de passe¦: ‹Nuit!Nord8›
RADIUS key shared between NPS and the controller is ‹Np5-Contr0ller›
WLAN-Code: ‹zimmer2026frei›
The integration code is ‹HXQ7M2T9VLRZ4BNC8DWG5JP›
recovery code ‹7qm2 xt9v lrz4 bnc8 dwg5 jpua›
The password for the mailbox was changed from ‹ScanMe2024› to ‹ScanMe2025!› this morning
Das Passwort wurde von ‹Kies-Mond7› auf ‹Kies-Mond8› geändert
Try ‹Winter.Coat.5› for the password
Use ‹Gravel-Moon7› for the Wi-Fi password
The password which I found on the sticky note, ‹Monday-Blues7›, works
PW neu¦= ‹Regen#Schirm1›
Mot de passe temporaire¦‹Crepe!Suzette3›
The password for the account of the front desk¦is: ‹Turbo!Snail5›
> The new password for the mailbox of the reception¦> is ‹Turbo!Snail5› and works
`,
  'rows and columns': `
Name,Login,Pwd¦Ola,onunn,‹Fjord*Blue2›
| Router | admin | ‹Rt!Admin9› |
Device;IP;Login;Kennwort¦Switch-01;10.1.1.2;admin;‹Kupfer!Kabel1›¦Switch-02;10.1.1.3;admin;‹Kupfer!Kabel2›
- name: API_TOKEN¦  value: "‹Qm7xT2vLrZ9bNcKd›"
{"name": "DB_PASSWORD", "value": "‹Gravel!18›"}
Password | ‹Gravel!18›¦Server | fs01¦Port | 443
Kennwort	‹Kies#Mond7›¦Benutzer	anna
| System | Password | Notes |¦|---|---|---|¦| NAS | ‹Gravel!18› | local only |
User	Password	Site¦ann	‹Gravel!18›	Leeds
`,
  'signs that look like others': `
Password：‹Gr4nit!9›
Ｐａｓｓｗｏｒｄ： ‹Ｇｒ４ｎｉｔ！９›
Pass\u200bword: ‹Gr4nit!9›
Password:\u00a0‹Gr4nit!9›
Password\u200b:\u200b ‹Gr4\u200bnit!9›
pw\u00ad: ‹marble58›
code: ‹６０４８１７›
Password: “‹Gr4nit!9›”
Passwort: „‹Gr4nit 9›“
Mot de passe : « ‹Gr4nit!9› »
Contrasen\u0303a: ‹Gr4nit!9›
𝐏𝐚𝐬𝐬𝐰𝐨𝐫𝐝: ‹Gr4nit!9›
Password： “‹Gr4nit!9›”
`,
}

const rows = Object.entries(forms).flatMap(([group, lines]) =>
  lines
    .trim()
    .split('\n')
    .map((line) => [group, line.replaceAll('¦', '\n').replaceAll('·', '')] as const),
)

test('the table is large enough to tell something', () => {
  expect(rows.length).toBeGreaterThanOrEqual(200)
})

describe.each(Object.keys(forms))('%s', (group) => {
  const texts = rows.filter(([of]) => of === group).map(([, line]) => line)
  test.each(texts)('%s', async (marked) => {
    const text = marked.replace(/[‹›]/g, '')
    const result = await redact(text)
    expect(result.replace(/\[redacted [a-z ]+\]/g, '‹›')).toBe(marked.replace(/‹[^›]*›/g, '‹›'))
    expect(await redact(result)).toBe(result)
  })
})
