import { check, conclusion } from '../node.ts'

const verify = 'Can the user connect now?'
const stays = 'Does the connection stay up now?'

/** Causes between the user and the gateway. */
export const wayFixes = [
  conclusion('c-dns', {
    hypothesis: 'The gateway’s name points to the wrong address',
    client: 'The company’s address for the connection leads to the wrong place.',
    client_next: 'We will correct the entry; it takes effect within a few hours.',
    confidence: 92,
    fix: [
      check('Correct the gateway’s DNS record', 'Short TTL for now; check the domain’s expiry.'),
      check('Let one user connect by address meanwhile', 'Only where the certificate allows it.'),
    ],
    verify,
    not_fixed: 'ports',
  }),
  conclusion('c-local-dns', {
    hypothesis: 'The user’s resolver does not find the gateway',
    client: 'The user’s internet provider does not find the company’s address.',
    client_next: 'We will set the computer so that it finds the address reliably.',
    confidence: 86,
    fix: [
      check('Flush the cache and the hosts file', null, 'ipconfig /flushdns'),
      check(
        'Set another resolver or switch the filter off',
        'Router’s child or ad filter; provider’s resolver.',
      ),
    ],
    verify,
    not_fixed: 'ports',
  }),
  conclusion('c-firewall-rule', {
    hypothesis: 'A rule on the gateway drops the connection',
    client: 'The attempt arrives at the company, but is turned away there.',
    client_next: 'We will correct the rule that turns it away.',
    confidence: 86,
    fix: [
      check(
        'Correct the rule or block',
        'Country filter, intrusion prevention, block list after failed sign-ins.',
      ),
      check('Note who needs the exception and until when'),
    ],
    verify,
    not_fixed: 'ike',
  }),
  conclusion('c-router', {
    hypothesis: 'The home router blocks the VPN',
    client: 'The router at the user’s place was blocking the connection.',
    client_next: 'It has been adjusted; we will watch that it stays so.',
    confidence: 84,
    fix: [
      check(
        'Keep the router’s setting',
        'Pass-through on, firmware current; note model and setting in the documentation.',
      ),
      check('Offer the SSL connection as a second way'),
    ],
    verify,
    not_fixed: 'c-guest-network',
  }),
  conclusion('c-guest-network', {
    hypothesis: 'The user’s network or provider lets no VPN through',
    client: 'The network at the user’s place does not let the remote connection through.',
    client_next: 'We will offer another way to connect that works there.',
    confidence: 76,
    fix: [
      check('Use a connection over TCP 443', 'SSL or SSTP profile beside the normal one.'),
      check('Offer the phone hotspot for now'),
      check('Ask the provider for a real IPv4 address', 'Where DS-Lite or carrier NAT is the reason.'),
    ],
    verify,
    not_fixed: 'net-name',
  }),
  conclusion('c-subnet', {
    hypothesis: 'Home and office use the same subnet',
    client: 'The home network uses the same internal numbers as the company, so the data goes astray.',
    client_next: 'We will change the numbers at home; the longer-term solution is on the company’s side.',
    confidence: 92,
    fix: [
      check(
        'Change the home router’s subnet',
        'For example 192.168.77.0/24; printers with a fixed address must follow.',
      ),
      check('Propose a rare range for the office', 'Or address translation for VPN users at the gateway.'),
    ],
    verify: 'Can the user reach the office’s resources now?',
    not_fixed: 'reach-routes',
  }),
  conclusion('c-mtu', {
    hypothesis: 'Packets are too large for the way',
    client: 'Larger amounts of data get stuck on the way.',
    client_next: 'We will adjust the size of the data packets.',
    confidence: 84,
    fix: [
      check(
        'Lower the MTU on the VPN adapter',
        null,
        'netsh interface ipv4 set subinterface <adapter> mtu=1350 store=persistent',
      ),
      check('Set MSS clamping on the gateway', 'Solves it for everybody.'),
    ],
    verify: 'Do large files open over the VPN now?',
    not_fixed: 'any-other-device',
  }),
  conclusion('c-nat-t', {
    hypothesis: 'Windows refuses L2TP behind address translation',
    client: 'A setting of the computer does not suit this kind of internet connection.',
    client_next: 'We will adjust that setting and restart the computer.',
    confidence: 80,
    fix: [
      check(
        'Set AssumeUDPEncapsulationContextOnSendRule to 2, then restart',
        null,
        'Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\PolicyAgent -Name AssumeUDPEncapsulationContextOnSendRule -Value 2 -Type DWord',
      ),
      check('Plan the move to IKEv2 or SSL'),
    ],
    verify,
    not_fixed: 'gw-licence',
  }),
  conclusion('c-psk', {
    hypothesis: 'The pre-shared key differs',
    client: 'The stored key of the connection is wrong.',
    client_next: 'We will enter the right key.',
    confidence: 90,
    fix: [
      check(
        'Enter the key anew from the password safe',
        'Watch for blanks; roll the profile out rather than dictating the key.',
      ),
    ],
    verify,
    not_fixed: 'gw-licence',
  }),
  conclusion('c-proposal', {
    hypothesis: 'Client and gateway use different encryption settings',
    client: 'The two ends of the connection use different security settings.',
    client_next: 'We will bring both to the same settings.',
    confidence: 86,
    fix: [
      check(
        'Bring both ends to one proposal',
        'No weakening: raise the client.',
        'Set-VpnConnectionIPsecConfiguration -ConnectionName <name> -EncryptionMethod AES256 -IntegrityCheckMethod SHA256 -DHGroup Group14 -CipherTransformConstants AES256 -AuthenticationTransformConstants SHA256128 -PfsGroup None',
      ),
      check('Roll the setting out to all clients'),
    ],
    verify,
    not_fixed: 'gw-licence',
  }),
  conclusion('c-wifi', {
    hypothesis: 'The Wi-Fi or home network is unstable',
    client: 'The wireless network at the user’s place is the weak point.',
    client_next: 'We will help to improve it; a cable helps straight away.',
    confidence: 84,
    fix: [
      check('Use a cable, or move closer', 'At once.'),
      check('Improve the Wi-Fi', '5 GHz, a free channel, repeater off, driver current.'),
    ],
    verify: stays,
    not_fixed: 'drop-line',
  }),
  conclusion('c-isp', {
    hypothesis: 'The user’s internet line is unstable',
    client: 'The internet provider’s line is unstable.',
    client_next:
      'We will give the user the measurements for the provider and propose a way to bridge the time.',
    confidence: 80,
    fix: [
      check('Hand over the measurements', 'Loss per hop with times; modem values.'),
      check('Bridge with a hotspot', 'And pause cloud backups in working hours.'),
    ],
    verify: stays,
    not_fixed: 'drop-split',
  }),
]
