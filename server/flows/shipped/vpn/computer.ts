import { check, confirmed, option, question, ruledOut } from '../node.ts'

/** Client software and Windows on the user’s computer. */
export const computerNodes = [
  question('client-version', {
    ask: 'Is the VPN client current, and does it fit the Windows version?',
    context: 'Compare with a colleague who can connect; look for known issues of the last Windows update.',
    task: check(
      'Compare client and Windows versions',
      null,
      'Get-Package *vpn*,*connect* | Format-Table Name,Version; Get-HotFix | Sort-Object InstalledOn -Descending | Select-Object -First 5',
    ),
    client: 'We are checking the program for the remote connection.',
    hypothesis: 'The VPN client does not fit',
    confidence: 45,
    options: [
      option(
        'Outdated, or a known issue',
        'outdated|old|known issue|behind|does not fit|different|yes',
        'c-client',
        'Update or reinstall.',
        confirmed(
          'The VPN client is outdated or has a known issue',
          'The program for the remote connection is out of date.',
        ),
      ),
      option(
        'Current, same as others',
        'current|same|fine|ok|latest|no',
        'profile',
        'The client is current.',
        ruledOut('Outdated VPN client', 'The program for the remote connection is up to date.'),
      ),
    ],
    otherwise: 'profile',
  }),
  question('profile', {
    ask: 'Are the connection’s settings the same as a colleague’s?',
    context: 'Server name, type (IKEv2, SSTP, SSL), pre-shared key, authentication, “remember my sign-in”.',
    task: check(
      'Compare the connection’s settings',
      'Delete and import the profile again if in doubt.',
      'Get-VpnConnection | Format-List Name,ServerAddress,TunnelType,AuthenticationMethod,SplitTunneling,RememberCredential',
    ),
    client: 'We are comparing the settings of the connection.',
    hypothesis: 'The connection’s settings are wrong',
    confidence: 48,
    options: [
      option(
        'Something differs',
        'differs|different|wrong|old server|yes|changed',
        'c-profile',
        'Set it right by importing the profile.',
        confirmed('The connection’s settings differ', 'The settings of the connection were not right.'),
      ),
      option(
        'All the same',
        'same|identical|fine|ok|no',
        'security-software',
        'Settings are right.',
        ruledOut('Connection settings', 'The settings of the connection are right.'),
      ),
    ],
    otherwise: 'security-software',
  }),
  question('security-software', {
    ask: 'Does security software or another VPN stand in the way?',
    context: 'A second VPN client, a private VPN, antivirus with a firewall, leftover filter drivers.',
    task: check(
      'Look for other VPNs and filters',
      'Switch off other clients; test once with the antivirus firewall off.',
      'Get-NetAdapter -IncludeHidden | Format-Table Name,InterfaceDescription,Status',
    ),
    client: 'We are checking whether another program interferes.',
    hypothesis: 'Another program interferes',
    confidence: 45,
    options: [
      option(
        'Yes, another program',
        'yes|another vpn|antivirus|private vpn|filter|nord|works without',
        'c-security-software',
        'Take it out of the way.',
        confirmed(
          'Another program interferes with the VPN',
          'Another program interferes with the remote connection.',
        ),
      ),
      option(
        'No',
        'no|nothing|none|clean|not that',
        'miniport',
        'Nothing of that kind.',
        ruledOut('Other VPN or security software', 'No other program interferes.'),
      ),
    ],
    otherwise: 'miniport',
  }),
  question('miniport', {
    ask: 'Are the WAN Miniport adapters in order?',
    context:
      'Device Manager › View › Show hidden devices. Yellow marks, or an unknown driver, after upgrades.',
    task: check(
      'Check the WAN Miniport adapters',
      'Error 720 with healthy adapters: no address from the pool.',
      'Get-PnpDevice -Class Net | Where-Object FriendlyName -like "WAN Miniport*" | Format-Table Status,FriendlyName',
    ),
    client: 'We are checking the network settings of the computer.',
    hypothesis: 'Windows’ network adapters are broken',
    confidence: 48,
    options: [
      option(
        'One is broken',
        'broken|yellow|error|unknown|yes|missing',
        'c-miniport',
        'They can be built anew.',
        confirmed('A WAN Miniport adapter is broken', 'A network component of the computer is damaged.'),
      ),
      option(
        'All are fine',
        'fine|ok|all ok|no|healthy|good',
        'elsewhere',
        'Adapters are fine.',
        ruledOut('WAN Miniport adapters', 'The network components of the computer are in order.'),
      ),
      option(
        'Fine, and the error is 720',
        'pool|720|fine but 720',
        'gw-pool',
        'Then the gateway gives no address.',
        ruledOut('WAN Miniport adapters'),
      ),
    ],
    otherwise: 'elsewhere',
  }),
]
