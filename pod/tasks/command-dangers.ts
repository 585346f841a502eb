/** What a command can do that cannot be undone by undoing the command. Named, never hidden: the engineer decides. */
const dangers: [words: string, ...patterns: RegExp[]][] = [
  [
    'Deletes files or folders.',
    /\b(?:remove-item|ri|rmdir|rd|del|erase|rm)\b(?=[^|;\n]{0,400}\s-(?:r|rec|recurse|fo|force)\b)/,
    /\b(?:rd|rmdir|del|erase)\b[^|;\n]{0,200}\s\/[sfq]\b/,
    /\brm\s[^|;\n]{0,200}(?:-[a-z]{0,6}[rf][a-z]{0,6}\b|--(?:recursive|force)\b)/,
    /\bfind\s[^|;\n]{0,400}\s-delete\b/,
    /\brobocopy\b[^|;\n]{0,400}\/(?:mir|purge)\b/,
    /\|\s{0,4}remove-(?:item|ciminstance|wmiobject)\b(?![^|;\n]{0,200}-whatif\b)/,
  ],
  [
    'Erases a disk, a partition or its copies.',
    /(?<![\w-])format(?:\.com)?\s{1,4}(?:\/\S{1,20}\s{1,4})?[a-z<]\w{0,20}>?:/,
    /\b(?:format-volume|clear-disk|initialize-disk|remove-partition|reset-physicaldisk)\b/,
    /^\s{0,40}(?:clean(?:\s{1,4}all)?\s{0,4}$|format\s{1,4}(?:quick|fs=|override))|\bclean\b[^\n]{0,40}\|\s{0,4}diskpart\b/,
    /\bmkfs\b|\bwipefs\b|\bshred\s/,
    /\bdd\s[^|;\n]{0,300}\bof=/,
    /\bvssadmin\s{1,4}(?:delete|resize)\b|\bshadowcopy\b[^|;\n]{0,100}\bdelete\b|\bwbadmin\s{1,4}delete\b/,
    /\bcipher\s{1,4}\/w\b/,
  ],
  [
    'Deletes from the registry.',
    /\breg(?:\.exe)?\s{1,4}delete\b/,
    /\bremove-itemproperty\b/,
    /\bremove-item\b[^|;\n]{0,200}\bhk[a-z_]{1,30}:/,
  ],
  [
    'Runs code from the web, or code that cannot be read here.',
    /\b(?:iex|invoke-expression)\b[^\n]{0,200}(?:\biwr\b|\birm\b|invoke-webrequest|invoke-restmethod|downloadstring|\bcurl\b)/,
    /(?:\biwr\b|\birm\b|invoke-webrequest|invoke-restmethod|downloadstring)[^\n]{0,400}\|\s{0,4}(?:iex|invoke-expression)\b/,
    /\b(?:curl|wget)\b[^\n]{0,400}\|\s{0,4}(?:sudo\s{1,4})?(?:ba|z|da)?sh\b/,
    /\b(?:powershell|pwsh)(?:\.exe)?\b[^|;\n]{0,200}\s[-/]e(?:nc|ncodedcommand)?\s/,
    /\b(?:mshta|regsvr32)\b[^|;\n]{0,200}https?:|\bcertutil\b[^|;\n]{0,100}-urlcache\b|\bbitsadmin\b[^|;\n]{0,100}\/transfer\b/,
  ],
  [
    'Lets scripts run that nobody signed.',
    /\b(?:set-)?executionpolicy\b[^|;\n]{0,100}\b(?:unrestricted|bypass)\b/,
    /\s-e(?:p|xec)\s{1,4}(?:unrestricted|bypass)\b/,
  ],
  [
    'Turns protection off.',
    /\bset-mppreference\b[^|;\n]{0,200}-disable\w{1,40}|\badd-mppreference\b[^|;\n]{0,200}-exclusion\w{1,20}/,
    /\bnetsh\s{1,4}(?:adv)?firewall\b[^|;\n]{0,200}\b(?:off|disable)\b/,
    /\bset-netfirewallprofile\b[^|;\n]{0,200}-enabled\s{0,4}:?\s{0,4}\$?false\b/,
    /\b(?:stop-service|set-service|disable-service|sc(?:\.exe)?\s{1,4}(?:stop|config|delete)|net\s{1,4}stop)\b[^|;\n]{0,100}\b(?:windefend|wdnissvc|sense|mpssvc|securityhealthservice)\b/,
    /\bufw\s{1,4}disable\b|\bsetenforce\s{1,4}0\b|\bsystemctl\s{1,4}(?:stop|disable|mask)\s{1,4}(?:firewalld|ufw|auditd|clamav\S{0,20})\b|\biptables\s{1,4}(?:-f|--flush)(?:\s|$)/,
    /\bmanage-bde\b[^|;\n]{0,100}-(?:off|protectors\s{1,4}-d(?:elete|isable))\b|\bdisable-bitlocker\b|\bclear-tpm\b/,
    /\bbcdedit\b[^|;\n]{0,100}(?:recoveryenabled\s{1,4}no|testsigning\s{1,4}on|nointegritychecks\s{1,4}on)\b/,
  ],
  [
    'Cuts or resets the network.',
    /\bnetsh\b[^|;\n]{0,100}\breset\b/,
    /\bipconfig\s{1,4}\/release\b|\broute\s{1,4}(?:-f\b|delete\b)|\b(?:disable-netadapter|restart-netadapter|remove-netroute|remove-netipaddress)(?![\w-])/,
  ],
  [
    'Deletes from a database.',
    /\bdrop\s{1,4}(?:table|database|schema|index|view|user|login)\b/,
    /\btruncate\s{1,4}(?:table\s{1,4})?[\w."[]/,
    /\bdelete\s{1,4}from\s{1,4}[\w."[\]]{1,200}\s{0,4}(?:;|$)/,
    /\bdropdatabase\s{0,4}\(/,
  ],
  [
    'Deletes an account, a group or a mailbox.',
    /\bremove-(?:ad(?:user|group|computer|object|organizationalunit)|mg(?:user|group|device|site)|msoluser|azureaduser|mailbox|remotemailbox|distributiongroup|unifiedgroup|localuser|team)(?![\w-])/,
    /\bdisable-(?:remote)?mailbox(?![\w-])/,
    /\bnet\s{1,4}(?:user|localgroup)\b[^|;\n]{0,100}\/del(?:ete)?\b|\buserdel\s|\bdeluser\s/,
  ],
  [
    'Changes the rights of many files.',
    /\bicacls\b(?![^|;\n]{0,300}\/save\b)[^|;\n]{0,300}\/(?:t|reset)\b|\btakeown\b[^|;\n]{0,200}\/r\b/,
    /\bch(?:mod|own)\s[^|;\n]{0,100}-[a-z]{0,4}r\b|\bchmod\s{1,4}(?:-\S{1,10}\s{1,4})?0?777\b/,
  ],
  [
    'Restarts or stops a machine.',
    /\b(?:restart|stop)-computer\b/,
    /\bshutdown(?:\.exe)?\s{1,4}(?:[-/][a-z]{0,3}[rshpg]\b|now\b)|(?:^|[;&|]\s{0,4}|sudo\s{1,4})(?:reboot|poweroff|halt)\b/,
  ],
]

const maxChars = 20_000

/** Sentences that name what is dangerous in a command or a script; none for a harmless one. */
export function dangersOf(command: string): string[] {
  // a backtick, a caret or a quote between letters changes nothing for the shell
  const plain = command
    .slice(0, maxChars)
    .toLowerCase()
    .replace(/(?<=\w)[`^](?=\w)/g, '')
    .replace(/[`\\]\r?\n\s{0,40}/g, ' ')
    .replace(/[–—]/g, '-')
  const lines = plain.split(/\r?\n/).filter((line) => !/^\s{0,40}(?:#|rem\s|::|--\s)/.test(line))
  return dangers.flatMap(([words, ...patterns]) =>
    lines.some((line) => patterns.some((pattern) => pattern.test(line))) ? [words] : [],
  )
}
