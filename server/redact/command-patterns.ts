import type { Pattern } from './patterns.ts'

/** The argument of a switch, quoted or bare. */
const argument =
  '["\']?(?<secret>(?<=")[^"\\n\\ue000]{1,200}|(?<=\')[^\'\\n\\ue000]{1,200}|(?<!["\'])[^\\s"\'\\ue000|;]{2,200})'

/** Some words of a command line before the switch; a new line or a pipe ends the command. */
const before = '[^\\n|\\ue000]{0,160}?'

/** Secrets in command lines and in the configuration of devices. */
export const commandPatterns: Pattern[] = [
  {
    kind: 'password',
    why: 'net user NAME PASSWORD; an asterisk asks for it',
    plain: true,
    form: new RegExp(
      `\\bnet1?(?:\\.exe)?[ \\t]{1,4}user[ \\t]{1,4}(?:"[^"\\n]{1,60}"|[^\\s/"]{1,60})[ \\t]{1,4}(?![/*])${argument}(?=["']?(?:[ \\t]{1,4}/|[ \\t]{0,4}(?:$|[\\n\`])))`,
      'dgimu',
    ),
  },
  {
    kind: 'password',
    why: 'net use with the password after the user or after the share',
    plain: true,
    form: /\bnet(?:\.exe)?[ \t]{1,4}use\b(?:(?!\bnet[ \t]{1,4}use\b)[^\n\ue000]){0,200}?\/u(?:ser)?:\S{1,100}(?!\S)[ \t]{1,4}(?<secret>[^\s*/\ue000]\S{2,200})/dgi,
  },
  {
    kind: 'password',
    why: 'net use SHARE PASSWORD /user:NAME',
    plain: true,
    form: /\bnet(?:\.exe)?[ \t]{1,4}use[ \t]{1,4}(?:[a-z*]:?[ \t]{1,4})?\\\\\S{1,100}[ \t]{1,4}(?<secret>[^\s*/\ue000]\S{2,100})[ \t]{1,4}\/u(?:ser)?:/dgi,
  },
  {
    kind: 'password',
    why: 'switches that only take a password',
    plain: true,
    form: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:[-/]{1,2}(?:(?:user|admin|account|db|sa|new|old|domain|login|proxy|http|ftp|smtp|safemode|safemodeadministrator|pfx|cert|key|vault|enrollment|default)?-?(?:password|passwd|passphrase|passwort)d?o?|pwd?|passw?|storepass|keypass|srcstorepass|deststorepass|pfxpass|bind-?password|rp|psk)(?:[:=]|[ \\t]{1,4})(?:[ \\t]{0,2}\\(?ConvertTo-SecureString[ \\t]{1,4}(?:-(?:String|AsPlainText|Force)[ \\t]{1,4}){0,3})?)(?![-/$(*<%{])${argument}`,
      'dgiu',
    ),
  },
  {
    kind: 'password',
    why: 'ConvertTo-SecureString takes plain text',
    plain: true,
    form: new RegExp(
      `\\bConvertTo-SecureString[ \\t]{1,4}(?:-(?:String|AsPlainText|Force)[ \\t]{1,4}){0,3}(?![-$(])${argument}`,
      'dgiu',
    ),
  },
  {
    kind: 'password',
    why: 'NetworkCredential and PSCredential with the password as second argument',
    plain: true,
    form: /(?:NetworkCredential|PSCredential)[ \t]{0,2}\([ \t]{0,4}["'][^"'\n]{1,100}["'][ \t]{0,4},[ \t]{0,4}["'](?<secret>[^"'\n\ue000]{1,200})/dgi,
  },
  {
    kind: 'password',
    why: '-p after a program that takes a password there; elsewhere it is a port or a path',
    plain: true,
    form: new RegExp(
      `(?<![\\p{L}\\p{N}-])(?:psexec(?:64)?(?:\\.exe)?|sshpass|paexec|plink|pscp|psftp|kitty|sqlcmd|osql|bcp|isql|mongo(?:sh|dump)?|docker login|podman login|az login|azcopy|xfreerdp|rdesktop|wfreerdp|ipmitool|smbmap|crackmapexec|nxc|evil-winrm|winrs|zip|unzip|ldapsearch|ldapmodify|kinit|schtasks|curl|mosquitto_(?:pub|sub)|htpasswd|megatools|racadm|omreport|steam(?:cmd)?|snmp(?:walk|get|set|bulkwalk)|certutil|importpfx|wmic|psshutdown|pskill|pslist|psloggedon|psinfo|psservice|rar|7z|adb|freerdp)\\b${before}[ \\t][-/](?:pw|p|pass|w|a|rp|c)[: \\t][ \\t]{0,3}(?![-/$(*<%{])${argument}`,
      'dgiu',
    ),
  },
  {
    kind: 'password',
    why: 'switches with the password attached: -pSECRET',
    plain: true,
    form: new RegExp(
      `(?<![\\p{L}\\p{N}-])(?:mysql(?:dump|admin)?|mariadb|7za?|rar|unrar|winrar|sshpass)\\b${before}[ \\t]-h?p(?![- \\t\\n])${argument}`,
      'dgu',
    ),
  },
  {
    kind: 'password',
    why: 'switches with a colon: /p:SECRET',
    plain: true,
    form: new RegExp(`(?<=[ \\t])/p:(?![$%<{*])${argument}`, 'dgiu'),
  },
  {
    kind: 'password',
    why: 'curl and wget with user:password; smbclient with user%password',
    plain: true,
    form: /(?:\bcurl\b|\bwget\b|\bhttpie?\b)[^\n\ue000]{0,160}?[ \t](?:-u|--user|--proxy-user|-U|-a)[ \t=]{1,3}["']?[^\s:"']{1,80}:(?<secret>[^\s"'\ue000]{1,200})/dgu,
  },
  {
    kind: 'password',
    why: 'htpasswd -b FILE NAME PASSWORD, and the two lines of auth-user-pass',
    plain: true,
    form: /\bhtpasswd[ \t]{1,4}-\w{0,8}b\w{0,8}[ \t]{1,4}\S{1,100}[ \t]{1,4}\S{1,60}[ \t]{1,4}(?<secret>[^\s\ue000]{2,100})|\bauth-user-pass[ \t]{0,4}\n\S{1,60}\n(?<second>[^\s\ue000]{2,100})/dgi,
  },
  {
    kind: 'password',
    why: 'rasdial CONNECTION NAME PASSWORD, autologon NAME DOMAIN PASSWORD',
    plain: true,
    form: /\b(?:rasdial|autologon(?:64)?)(?:\.exe)?[ \t]{1,4}(?:"[^"\n]{1,60}"|[^\s/"]{1,60})[ \t]{1,4}[^\s/]{1,60}[ \t]{1,4}(?![/*])(?<secret>[^\s"\ue000]{2,100})/dgi,
  },
  {
    kind: 'password',
    why: 'user%password of the Samba programs',
    plain: true,
    form: /\b(?:smbclient|rpcclient|smbget|winexe|wmic|net rpc|net ads)\b[^\n\ue000]{0,160}?[ \t](?:-U|--user)[ \t=]{1,3}["']?[^\s%"']{1,80}%(?<secret>[^\s"'\ue000]{1,200})/dgu,
  },
  {
    kind: 'password',
    why: 'echo SECRET | sudo -S and echo NAME:SECRET | chpasswd',
    plain: true,
    form: /\becho[ \t]{1,4}["']?(?:[\w.-]{1,40}:)?(?<secret>[^\s"'\ue000|]{2,200})["']?[ \t]{0,4}\|[ \t]{0,4}(?:sudo[ \t]{1,4})?(?:-S|chpasswd|sudo[ \t]-S|passwd --stdin|kinit|plink|openssl)/dgi,
  },
  {
    kind: 'password',
    why: 'openssl pass:SECRET and env names of programs',
    plain: true,
    form: /(?:[ \t]|=)pass:(?![ \t$])(?<secret>[^\s"'\ue000]{2,200})/dgu,
  },
  {
    kind: 'password',
    why: 'Cisco and compatible: enable secret, username … password|secret, line and PPP passwords',
    plain: true,
    form: /(?:\benable|\busername[ \t]{1,4}[^\s\ue000]{1,60}(?:[ \t]{1,4}privilege[ \t]\d{1,2})?|\bppp (?:chap|pap sent-username \S{1,40})|\bneighbor[ \t]\S{1,40}|\bset)[ \t]{1,4}(?:password|secret|passwd)[ \t]{1,4}(?:(?:level \d{1,2}[ \t]{1,4})?(?:[0-9]|ENC|sha512|encrypted)[ \t]{1,4})?(?!(?:to|for|is|was|has|policy|reset|in|on|and|or|the|with|on|at|expired|expiry|never|again|via|ENC|level|encrypted|sha512)\b)(?<secret>(?=[^\s\ue000]{0,100}\d)[^\s\ue000]{3,200}|[^\s\ue000]{3,200}(?=[ \t]{0,4}(?:[\n\r]|$)))/dgu,
  },
  {
    kind: 'password',
    why: 'a type-7 or type-5 password in a line of its own',
    form: /\b(?:password|secret|key)[ \t]{1,4}[04-9][ \t]{1,4}(?<secret>[0-9A-Fa-f]{6,120}|\$\d{1,2}\$\S{8,200})(?!\S)/dgi,
  },
  {
    kind: 'key',
    why: 'Cisco and compatible: keys of SNMP, RADIUS, TACACS, IPsec, OSPF, NTP and wireless',
    plain: true,
    form: /\b(?:snmp-server[ \t]{1,4}(?:community|host[ \t]\S{1,40}(?:[ \t]version[ \t]\S{1,4})?)|(?:tacacs|radius)(?:-server)?[ \t]{1,4}(?:host[ \t]\S{1,40}[ \t]{1,4})?(?:(?:auth-port|acct-port|timeout|retransmit)[ \t]\d{1,6}[ \t]{1,4}){0,4}key(?:[ \t]\d)?|crypto (?:isakmp|ikev1|ikev2) key(?:[ \t]\d)?|key-string(?:[ \t]\d)?|pre-shared-key(?:[ \t](?:local|remote|address[ \t]\S{1,40}[ \t]key|ascii-text|hexadecimal))?(?:[ \t]\d)?|(?:ikev1 |ikev2 (?:local|remote)-authentication )pre-shared-key|(?:wpa-psk|set-key) (?:ascii|hex)(?:[ \t]\d)?|message-digest-key \d{1,3} md5(?:[ \t]\d)?|authentication-key(?:[ \t]\d{1,5} md5)?|set (?:psksecret|passphrase|secret|key|community|psk)(?:[ \t]ENC)?|rocommunity6?|rwcommunity6?|ntp authentication-key \d{1,5} md5|standby \d{1,3} authentication(?:[ \t]md5 key-string)?|snmp community(?=[ \t]{1,4}(?:\S{0,60}\d|\S{1,60}[ \t]{1,4}R[OW]\b|\S{1,60}[ \t]{0,4}(?:\n|$))))[ \t]{1,4}["']?(?!(?:is|was|has|not|the|for|to|string|mismatch|name|trap|version|ENC|key|ascii|hex|md5)\b|[:=])(?<secret>[^\s"'\ue000;]{3,200})/dgu,
  },
  {
    kind: 'key',
    why: 'SNMPv3 users with their two secrets, one after auth and one after priv',
    plain: true,
    form: /\b(?:auth (?:md5|sha(?:-?\d{3})?)|priv (?:des|3des|aes(?:[ -]?\d{3})?))[ \t]{1,4}(?<secret>[^\s\ue000]{4,100})/dgi,
  },
  {
    kind: 'key',
    why: 'switches of the SNMP programs',
    plain: true,
    form: /\bsnmp(?:walk|get|set|bulkwalk|bulkget|getnext|table|trap)\b[^\n\ue000]{0,120}?[ \t]-[cAX][ \t]{1,4}["']?(?<secret>[^\s"'\ue000]{3,100})/dgu,
  },
  {
    kind: 'password',
    why: 'netsh and registry entries with a key or a password as data',
    plain: true,
    form: /\b(?:keyMaterial>|key=(?!clear(?![\w-]))|DefaultPassword["']?[ \t]{1,4}(?:REG_SZ|\/t REG_SZ)?[ \t]{0,4}(?:\/d)?[ \t]{1,4}["']?|Key Content[ \t]{1,20}:[ \t]{1,4}|Schlusselinhalt[ \t]{1,20}:[ \t]{1,4})(?<secret>[^\s"'<>&\ue000]{4,100})/dgi,
  },
  {
    kind: 'password',
    why: 'a setting in XML whose name ends with a word for a password',
    plain: true,
    form: /(?:password|passwd|pwd|secret|apikey)["'][ \t]{1,4}value=(?:"(?<secret>[^"\n\ue000]{3,200})")/dgi,
  },
  {
    kind: 'password',
    why: 'NAME/PASSWORD@DATABASE of the Oracle programs',
    plain: true,
    form: /\b(?:sqlplus|impdp|expdp|sqlldr|rman)\b[^\n\ue000]{0,60}?[ \t]["']?[\w.]{1,40}\/["']?(?<secret>[^\s@"'/\ue000]{3,100})(?=["']?@)/dgi,
  },
  {
    kind: 'password',
    why: 'ssh-keygen -N PASSPHRASE, and HPE and Aruba: password manager … plaintext',
    plain: true,
    form: new RegExp(
      `(?:\\bssh-keygen\\b${before}[ \\t]-[NP]|\\bpassword (?:manager|operator|all)\\b${before}[ \\t](?:plaintext|sha1|sha-?256))[ \\t]{1,3}(?!-)${argument}`,
      'dgu',
    ),
  },
]
