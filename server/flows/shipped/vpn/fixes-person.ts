import { check, conclusion } from '../node.ts'

const verify = 'Can the user connect now?'

/** Causes at the account, the second factor, or the user’s computer. */
export const personFixes = [
  conclusion('c-account', {
    hypothesis: 'The account is disabled or its password expired',
    client: 'The password or the account has expired.',
    client_next: 'We will renew it together with the user.',
    confidence: 90,
    fix: [
      check(
        'Identify the person, then renew password or account',
        'By the agreed way; never by e-mail alone.',
      ),
      check(
        'Renew stored passwords',
        'Phone, VPN client, Wi-Fi, Credential Manager; lock and unlock the computer while connected to renew the cached sign-in.',
      ),
    ],
    verify,
    not_fixed: 'group',
  }),
  conclusion('c-lock', {
    hypothesis: 'A stored old password locks the account',
    client: 'An old saved password kept locking the account.',
    client_next: 'We will remove it and unlock the account.',
    confidence: 86,
    fix: [
      check(
        'Remove the old password',
        'Phone, Credential Manager, mapped drives, scheduled tasks, services.',
      ),
      check('Unlock the account', null, 'Unlock-ADAccount <user>'),
      check(
        'Watch for a new lock for an hour',
        null,
        'Get-ADUser <user> -Properties BadLogonCount,LockedOut',
      ),
    ],
    verify,
    not_fixed: 'group',
  }),
  conclusion('c-attack', {
    hypothesis: 'Sign-in attempts from outside lock the account',
    client: 'Somebody else has been trying to sign in to the account.',
    client_next: 'We are closing that door first and will then unlock the account.',
    confidence: 84,
    fix: [
      check(
        'Stop the attempts at the gateway',
        'Block the sources, close sign-in pages that are not needed, require the second factor.',
      ),
      check(
        'Look for successful sign-ins',
        'From foreign addresses, for all accounts; tell the security contact.',
      ),
      check('Renew the password and unlock the account', 'Longer than the attack lasts.'),
    ],
    verify,
    not_fixed: 'group',
  }),
  conclusion('c-group', {
    hypothesis: 'The permission for the VPN is missing',
    client: 'The permission for the remote connection is missing.',
    client_next: 'We will add it as soon as it is approved.',
    confidence: 92,
    fix: [
      check('Have the VPN permission approved'),
      check(
        'Add the user to the VPN group',
        'Directly if nesting does not count; then sign out and in.',
        'Add-ADGroupMember <group> -Members <user>',
      ),
    ],
    verify,
    not_fixed: 'mfa',
  }),
  conclusion('c-mfa', {
    hypothesis: 'The second factor is registered on an old device',
    client: 'The sign-in is still being confirmed on an old phone.',
    client_next: 'We will set up the new phone together with the user.',
    confidence: 90,
    fix: [
      check(
        'Identify the person, then renew the second factor',
        'By the agreed way; this is what attackers ask for.',
      ),
      check(
        'Register the new phone and remove the old one',
        'Set the default method that the gateway supports.',
      ),
    ],
    verify,
    not_fixed: 'gw-auth',
  }),
  conclusion('c-clock', {
    hypothesis: 'A clock is wrong',
    client: 'A clock was wrong, so the sign-in was not accepted.',
    client_next: 'We are correcting the time and making sure it stays right.',
    confidence: 88,
    fix: [
      check(
        'Set the clock right',
        'Automatic time on the phone; a domain’s time from the PDC emulator.',
        'w32tm /resync /force',
      ),
      check('Find out why it drifted', 'Virtual host time, a dead battery, a blocked time server.'),
    ],
    verify,
    not_fixed: 'gw-auth',
  }),
  conclusion('c-client-cert', {
    hypothesis: 'The user’s certificate has expired',
    client: 'The computer’s digital identity has expired.',
    client_next: 'We will renew it.',
    confidence: 90,
    fix: [
      check(
        'Renew the certificate',
        'Enrolment while connected to the office or by the management tool.',
        'certreq -enroll -machine -q <template>; gpupdate /force',
      ),
      check('Look for others that expire soon'),
    ],
    verify,
    not_fixed: 'client-version',
  }),
  conclusion('c-client', {
    hypothesis: 'VPN client or network driver is outdated',
    client: 'A program on the computer that makes the connection is out of date.',
    client_next: 'We will update it and test the connection.',
    confidence: 78,
    fix: [
      check('Update client and network driver', 'From the maker; remove the old one first, restart.'),
      check(
        'Take back a Windows update that is known to break VPN',
        'Only if the known issue fits.',
        'wusa /uninstall /kb:<number>',
      ),
    ],
    verify: 'Does the VPN connect and stay connected?',
    not_fixed: 'profile',
  }),
  conclusion('c-profile', {
    hypothesis: 'The connection’s settings are wrong',
    client: 'The settings of the connection were not right.',
    client_next: 'We are setting the connection up afresh.',
    confidence: 88,
    fix: [
      check(
        'Import the connection’s profile anew',
        'Delete the old one first; clear saved sign-ins.',
        'Remove-VpnConnection -Name <name> -Force',
      ),
    ],
    verify,
    not_fixed: 'security-software',
  }),
  conclusion('c-security-software', {
    hypothesis: 'Another program interferes with the VPN',
    client: 'Another program interferes with the remote connection.',
    client_next: 'We will adjust that program so that both work side by side.',
    confidence: 82,
    fix: [
      check(
        'Remove the other VPN or make an exception',
        'Exclude the client in the antivirus firewall; never leave it off.',
      ),
      check(
        'Clean leftover filter drivers',
        'Uninstaller of the maker; netcfg -d only as a last resort: it removes all adapters.',
        'netcfg -s n',
      ),
    ],
    verify,
    not_fixed: 'miniport',
  }),
  conclusion('c-miniport', {
    hypothesis: 'Windows’ network adapters are broken',
    client: 'A network component of the computer is damaged.',
    client_next: 'We will rebuild it and restart the computer.',
    confidence: 86,
    fix: [
      check(
        'Rebuild the WAN Miniport adapters',
        'Device Manager: set to “MAC Bridge Miniport”, uninstall, then scan for hardware changes.',
      ),
      check('Reset the network stack, then restart', null, 'netsh int ip reset; netsh winsock reset'),
    ],
    verify,
    not_fixed: 'elsewhere',
  }),
  conclusion('c-power', {
    hypothesis: 'Power saving switches the network adapter off',
    client: 'The computer switches its network off to save energy.',
    client_next: 'We will change the energy settings and watch the connection.',
    confidence: 86,
    fix: [
      check(
        'Switch power saving off on the adapter',
        null,
        'Disable-NetAdapterPowerManagement -Name <adapter>',
      ),
      check('Set the sleep times with the user', 'Longer on mains; reconnect automatically after sleep.'),
    ],
    verify: 'Does the connection stay up now?',
    not_fixed: 'drop-driver',
  }),
]
