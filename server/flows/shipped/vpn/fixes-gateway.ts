import { check, conclusion } from '../node.ts'

const verify = 'Can people connect now?'
const stays = 'Does the connection stay up now?'

/** Causes at the gateway and behind it. */
export const gatewayFixes = [
  conclusion('c-line', {
    hypothesis: 'The internet line of the site is down or unstable',
    client: 'The company’s internet line is interrupted.',
    client_next: 'We have the provider look into it and will use the reserve line where there is one.',
    confidence: 88,
    fix: [
      check('Report the fault to the provider', 'Line number, time, modem state; note the ticket number.'),
      check('Switch to the second line', 'Name and rules must follow.'),
    ],
    verify,
    not_fixed: 'gw-change',
  }),
  conclusion('c-gateway', {
    hypothesis: 'The gateway hangs',
    client: 'The device that makes the remote connection had stopped responding.',
    client_next: 'We are restarting it and will find out why it stopped.',
    confidence: 86,
    fix: [
      check(
        'Save logs and configuration, then restart the gateway',
        'Announce it: everybody in the office loses the internet for some minutes.',
      ),
      check('Find out why it hung', 'Memory, firmware, power, temperature.'),
    ],
    verify,
    not_fixed: 'gw-change',
  }),
  conclusion('c-failover', {
    hypothesis: 'The site runs on its second line',
    client: 'The company is running on its reserve internet line.',
    client_next: 'We will direct the remote connection to that line until the main one is back.',
    confidence: 84,
    fix: [
      check('Point the gateway’s name to the second line', 'Short TTL; check that rules listen on both.'),
      check('Bring the first line back', 'Provider’s ticket.'),
    ],
    verify,
    not_fixed: 'gw-change',
  }),
  conclusion('c-firmware', {
    hypothesis: 'The gateway’s new firmware broke the VPN',
    client: 'An update of the device for the remote connection causes the trouble.',
    client_next: 'We will return to the previous version or install the corrected one.',
    confidence: 82,
    fix: [
      check('Look for known issues of the firmware', 'Release notes; open a case with the maker.'),
      check(
        'Return to the previous firmware',
        'Outside working hours, with a saved configuration; mind security fixes.',
      ),
    ],
    verify,
    not_fixed: 'gw-dns',
  }),
  conclusion('c-gateway-change', {
    hypothesis: 'A change of the gateway’s configuration broke the VPN',
    client: 'A changed setting on the company’s side causes the trouble.',
    client_next: 'We will take the change back and test.',
    confidence: 86,
    fix: [
      check('Compare with the saved configuration', 'Rules, zones, users, address objects.'),
      check('Take the change back or correct it', 'With whoever made it.'),
    ],
    verify,
    not_fixed: 'gw-dns',
  }),
  conclusion('c-gateway-cert', {
    hypothesis: 'The gateway’s certificate has expired or is wrong',
    client: 'The digital identity of the company’s side has expired.',
    client_next: 'We will renew it; nothing has to be changed on the computers.',
    confidence: 92,
    fix: [
      check('Renew the certificate and bind it', 'With the whole chain; restart the VPN service.'),
      check('Set a reminder or automatic renewal'),
    ],
    verify,
    not_fixed: 'gw-auth',
  }),
  conclusion('c-auth-service', {
    hypothesis: 'The sign-in service behind the gateway fails',
    client: 'The service that confirms sign-ins is not working.',
    client_next: 'We are restoring it and will test with one person first.',
    confidence: 86,
    fix: [
      check(
        'Restore the sign-in service',
        'NPS service, RADIUS secret, bind account’s password, SAML certificate.',
        'Get-Service IAS; Restart-Service IAS',
      ),
      check('Test from the gateway, then with one user'),
    ],
    verify,
    not_fixed: 'gw-licence',
  }),
  conclusion('c-licence', {
    hypothesis: 'The limit of VPN sessions is reached',
    client: 'The number of possible connections is used up.',
    client_next: 'We will free unused connections now and propose a lasting solution.',
    confidence: 90,
    fix: [
      check('End dead sessions', 'And set an idle limit.'),
      check('Order licences or raise the limit', 'With numbers of the last weeks.'),
    ],
    verify,
    not_fixed: 'gw-pool',
  }),
  conclusion('c-pool', {
    hypothesis: 'The VPN address pool is used up',
    client: 'The range reserved for remote connections is used up.',
    client_next: 'We will enlarge the range.',
    confidence: 90,
    fix: [
      check('Enlarge the pool', 'Without overlap; routes and rules must know the new range.'),
      check('Shorten leases and clear the dead sessions'),
    ],
    verify,
    not_fixed: 'any-other-device',
  }),
  conclusion('c-routes', {
    hypothesis: 'Routes to the office are missing',
    client: 'The data takes the wrong way.',
    client_next: 'We will correct the route on the company’s side and have the user connect again.',
    confidence: 88,
    fix: [
      check(
        'Correct the routes the gateway hands out',
        'All office networks; for a full tunnel the rule to the internet.',
      ),
      check(
        'Add the route on the client if it must be',
        null,
        'Add-VpnConnectionRoute -ConnectionName <name> -DestinationPrefix <network>',
      ),
    ],
    verify: 'Can the user reach the office’s resources now?',
    not_fixed: 'reach-policy',
  }),
  conclusion('c-vpn-dns', {
    hypothesis: 'The VPN hands out no or the wrong DNS server',
    client: 'The computer does not look up names at the company.',
    client_next: 'We will correct that setting and have the user connect again.',
    confidence: 88,
    fix: [
      check(
        'Hand out the office’s DNS server and suffix',
        'On the gateway; a rule for the suffix with split tunnels.',
      ),
      check('Flush the cache and connect again', null, 'ipconfig /flushdns'),
    ],
    verify: 'Are the office’s names found now?',
    not_fixed: 'reach-routes',
  }),
  conclusion('c-policy', {
    hypothesis: 'A firewall rule blocks the VPN traffic',
    client: 'A rule on the company’s side blocks the access.',
    client_next: 'We will allow exactly what is needed.',
    confidence: 88,
    fix: [
      check(
        'Allow exactly what is needed',
        'VPN range or group to that server and port; Windows firewall on the server too.',
      ),
    ],
    verify: 'Can the user reach the resource now?',
    not_fixed: 'reach-server',
  }),
  conclusion('c-server', {
    hypothesis: 'The server or the rights on it are the cause',
    client: 'The cause is not the remote connection but the system behind it.',
    client_next: 'We are restoring that system.',
    confidence: 80,
    fix: [
      check(
        'Check the server and its services',
        null,
        'Get-Service | Where-Object { $_.StartType -eq "Automatic" -and $_.Status -ne "Running" }',
      ),
      check('Check the user’s rights on it', 'Compare with a colleague.'),
    ],
    verify: 'Does it work in the office and over the VPN now?',
    not_fixed: 'mtu',
  }),
  conclusion('c-capacity', {
    hypothesis: 'The gateway or its line is at its limit',
    client: 'The company’s side of the connection is overloaded.',
    client_next: 'We will relieve it now and propose a lasting solution.',
    confidence: 80,
    fix: [
      check(
        'Send cloud traffic directly',
        'Split tunnel for Microsoft 365 addresses, after a word with the security contact.',
      ),
      check('Propose more capacity', 'Line, gateway model, traffic shaping; with numbers.'),
    ],
    verify: stays,
    not_fixed: 'mtu',
  }),
  conclusion('c-rekey', {
    hypothesis: 'The connection breaks at key renewal',
    client: 'The connection breaks each time its keys are renewed.',
    client_next: 'We will match the settings of both ends.',
    confidence: 86,
    fix: [
      check(
        'Match lifetimes and PFS on both ends',
        'The client renews first: its lifetime is a little shorter.',
      ),
      check('Update the gateway if renewal is a known fault'),
    ],
    verify: stays,
    not_fixed: 'drop-power',
  }),
  conclusion('c-session-limit', {
    hypothesis: 'A session or idle limit ends the connection',
    client: 'A time limit ends the connection.',
    client_next: 'We will set the limit so that it suits a working day.',
    confidence: 90,
    fix: [
      check('Agree on a sensible limit', 'With the security contact: a working day, idle one to two hours.'),
      check(
        'Set the limit on gateway and client',
        null,
        'Set-VpnConnection -Name <name> -IdleDisconnectSeconds 7200',
      ),
    ],
    verify: stays,
    not_fixed: 'drop-power',
  }),
]
