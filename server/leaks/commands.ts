import { type Found, foundBy } from './kinds.ts'

const command = { en: 'a command', de: 'ein Befehl' }
const error = { en: 'an error message', de: 'eine Fehlermeldung' }

const verbs =
  'Add|Clear|Connect|Convert(?:To|From)?|Copy|Disable|Disconnect|Enable|Enter|Export|Find|Get|Import|Install|Invoke|Move|New|Read|Register|Remove|Rename|Repair|Reset|Resolve|Restart|Resume|Set|Start|Stop|Suspend|Sync|Test|Trace|Uninstall|Unlock|Unregister|Update|Wait|Write'
const programs =
  'arp|bcdedit|chkdsk|cmd|dcdiag|dism|dsregcmd|gpresult|gpupdate|icacls|ipconfig|klist|msiexec|nbtstat|netsh|netstat|nltest|nslookup|pathping|powershell|psexec|pwsh|quser|reg|regedit|regsvr32|repadmin|robocopy|route|sc|schtasks|sfc|systemctl|tasklist|taskkill|tracert|traceroute|wevtutil|wmic|wsreset'

const shapes = [
  {
    what: 'command',
    form: new RegExp(
      `(?<![\\w-])(?:${verbs})-[A-Z][A-Za-z]{2,40}(?: -[A-Za-z]{1,30}(?: [\\w"'.@$:\\\\-]{1,60})?){0,6}`,
      'g',
    ),
    plain: command,
  },
  // "route" and "reg" are words as well: with an option behind them they are commands
  {
    what: 'command',
    form: new RegExp(
      `(?<![\\w-])(?:${programs})(?:\\.exe)?(?: [/-]{1,2}[a-z?]\\w{0,30}(?:[:=]\\S{1,60})?){1,6}`,
      'gi',
    ),
    plain: command,
  },
  {
    what: 'command',
    form: /(?<![\w-])net (?:use|stop|start|user|localgroup|view|share|time) \S{1,60}/gi,
    plain: command,
  },
  {
    what: 'command',
    form: /(?<![\w-])(?:chkdsk|dcdiag|dsregcmd|gpresult|gpupdate|ipconfig|nbtstat|netsh|netstat|nltest|nslookup|pathping|psexec|regedit|repadmin|robocopy|tracert|wmic)(?![\w-])/gi,
    plain: command,
  },
  { what: 'error_code', form: /(?<!\w)0x[\da-f]{4,16}(?!\w)/gi, plain: error },
  { what: 'error_code', form: /(?<!\w)AADSTS\d{4,8}(?!\w)/gi, plain: error },
  { what: 'error_code', form: /(?<![\w.])(?:[45]\d\d )?[45]\.[0-7]\.\d{1,3}(?![\w.]?\d)/g, plain: error },
  { what: 'error_code', form: /(?<!\w)Event(?:[ -]?ID)? \d{1,5}(?!\w)/g, plain: error },
  {
    what: 'error_code',
    form: /(?<!\w)(?:KB\d{6,8}|CVE-\d{4}-\d{4,7})(?!\w)/g,
    plain: { en: 'an update', de: 'ein Update' },
  },
] as const

/** Commands that somebody would type, and codes that programs answer with. */
export const findCommands = (text: string): Found[] => foundBy(text, 'jargon', shapes)
