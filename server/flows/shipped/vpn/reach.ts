import { check, confirmed, option, question, ruledOut } from '../node.ts'

/** Connected, but nothing works. */
export const reachNodes = [
  question('reach-what', {
    ask: 'What can be reached while connected?',
    context: 'Test by address and by name: a server’s address, its name, a web page.',
    task: check(
      'Test by address and by name',
      'Note each result.',
      'Test-NetConnection <server-address> -Port 445; Resolve-DnsName <server-name>; Test-NetConnection <server-name> -Port 445',
    ),
    client: 'We are testing what can be reached over the connection.',
    confidence: 28,
    options: [
      option(
        'By address yes, by name no',
        'by address|name fails|names fail|address works|ip works|dns',
        'reach-dns',
        'Names are not resolved over the tunnel.',
        confirmed(
          'Servers answer by address but not by name',
          'The systems answer, but are not found by their names.',
        ),
      ),
      option(
        'Nothing at all',
        'nothing|none|not even|no ping|neither',
        'reach-address',
        'No traffic passes; address, overlap, routes, rules.',
        confirmed('Nothing is reachable over the VPN', 'Nothing can be reached over the connection.'),
      ),
      option(
        'Some, but one is missing',
        'some|one missing|only one|one server|one app|one program|drive',
        'reach-policy',
        'A rule or the server itself.',
        confirmed('Only some resources are reachable', 'Some things can be used, others cannot.'),
      ),
      option(
        'Office yes, internet no',
        'internet no|no internet|web no|office works',
        'reach-routes',
        'Full tunnel without a way out.',
        confirmed(
          'The office is reachable, the internet is not',
          'The company can be reached, the internet cannot.',
        ),
      ),
    ],
    otherwise: 'reach-address',
  }),
  question('reach-address', {
    ask: 'Does the computer get an address from the VPN pool?',
    context: '169.254.x.x or none: no address was given.',
    task: check(
      'Check the address on the VPN adapter',
      null,
      'Get-NetIPAddress -AddressFamily IPv4 | Format-Table InterfaceAlias,IPAddress; Get-NetIPConfiguration',
    ),
    client: 'We are checking the network settings of the connection.',
    hypothesis: 'No address from the pool',
    confidence: 38,
    options: [
      option(
        'No address',
        'no address|none|169.254|nothing|no',
        'gw-pool',
        'Then the pool.',
        confirmed('The VPN adapter has no address', 'The connection is not being set up completely.'),
      ),
      option(
        'Yes, from the pool',
        'yes|from the pool|has one|has an address|ok|fine',
        'reach-subnet',
        'An address is there.',
        ruledOut('No VPN address', 'The connection is set up completely.'),
      ),
    ],
    otherwise: 'reach-subnet',
  }),
  question('reach-subnet', {
    ask: 'Does the home network overlap with the office’s?',
    context: '192.168.1.0/24 at both ends is the classic one.',
    task: check(
      'Compare home and office subnets',
      null,
      'Get-NetIPAddress -AddressFamily IPv4 | Format-Table InterfaceAlias,IPAddress,PrefixLength; route print -4',
    ),
    client: 'We are comparing the network at home with the one at the company.',
    hypothesis: 'Home and office use the same subnet',
    confidence: 45,
    options: [
      option(
        'Yes, it overlaps',
        'yes|overlaps|overlap|same|192.168.1|192.168.0|identical',
        'c-subnet',
        'Then traffic never enters the tunnel.',
        confirmed(
          'Home and office use the same subnet',
          'The home network uses the same internal numbers as the company.',
        ),
      ),
      option(
        'No',
        'no|different|other',
        'reach-routes',
        'No overlap.',
        ruledOut('Overlapping subnets', 'The two networks do not get in each other’s way.'),
      ),
    ],
    otherwise: 'reach-routes',
  }),
  question('reach-routes', {
    ask: 'Are the routes to the office there while connected?',
    context:
      'Split tunnel: each office network needs its route. Full tunnel: the default route, and a rule that lets it out.',
    task: check(
      'Check routes while connected',
      'Compare with a colleague’s table.',
      'Get-NetRoute -AddressFamily IPv4 | Sort-Object RouteMetric | Format-Table DestinationPrefix,NextHop,InterfaceAlias,RouteMetric',
    ),
    client: 'We are checking which way the data takes.',
    hypothesis: 'Routes are missing',
    confidence: 50,
    options: [
      option(
        'A route is missing or wrong',
        'missing|wrong|not there|no route|no',
        'c-routes',
        'Then packets go to the internet instead.',
        confirmed('A route to the office is missing or wrong', 'The data takes the wrong way.'),
      ),
      option(
        'They are there',
        'there|fine|ok|yes|right|correct|same',
        'reach-policy',
        'Routes are right.',
        ruledOut('Routes', 'The data takes the right way.'),
      ),
    ],
    otherwise: 'reach-policy',
  }),
  question('reach-dns', {
    ask: 'Does the VPN give the office’s DNS server and suffix?',
    context: 'Also look for DNS over HTTPS in the browser, and for a home router that answers first.',
    task: check(
      'Check name resolution on the VPN adapter',
      null,
      'Get-DnsClientServerAddress -AddressFamily IPv4; Get-DnsClientNrptPolicy; Resolve-DnsName <server>.<domain> -Server <dns-server>',
    ),
    client: 'We are checking whether the company’s systems are found by name.',
    hypothesis: 'Names are not resolved over the VPN',
    confidence: 55,
    options: [
      option(
        'No, missing or wrong',
        'no|missing|wrong|home router|public dns|suffix',
        'c-vpn-dns',
        'That explains it.',
        confirmed(
          'The VPN gives no or the wrong DNS server',
          'The computer does not look up names at the company.',
        ),
      ),
      option(
        'Yes, but it does not answer',
        'does not answer|no answer|timeout|yes but|refused',
        'reach-policy',
        'Then a rule, or the server.',
        confirmed('The office’s DNS server does not answer over the VPN'),
      ),
      option(
        'Yes, and it answers',
        'answers|yes|fine|ok|right',
        'reach-routes',
        'Names are fine.',
        ruledOut('Name resolution', 'The company’s systems are found by name.'),
      ),
    ],
    otherwise: 'reach-policy',
  }),
  question('reach-policy', {
    ask: 'Does the gateway’s log show blocked traffic of this user?',
    context:
      'VPN zone to LAN; user group in the rule; Windows firewall on the server refusing the pool’s range.',
    task: check(
      'Read the firewall log for the user’s VPN address',
      'While the user tries; both on gateway and server.',
    ),
    client: 'We are checking whether access is blocked on the company’s side.',
    hypothesis: 'A firewall rule blocks VPN traffic',
    confidence: 52,
    options: [
      option(
        'Yes, blocked',
        'yes|blocked|denied|dropped|refused',
        'c-policy',
        'A rule blocks it.',
        confirmed(
          'A firewall rule blocks the VPN traffic',
          'A rule on the company’s side blocks the access.',
        ),
      ),
      option(
        'No, it passes',
        'no|passes|allowed|nothing blocked|fine|accept',
        'reach-server',
        'It passes.',
        ruledOut('Firewall rule', 'Access is not blocked on the company’s side.'),
      ),
    ],
    otherwise: 'reach-server',
  }),
  question('reach-server', {
    ask: 'Does the same resource work for somebody in the office?',
    context: 'If it fails there too, the VPN is innocent.',
    task: check('Test the resource in the office', 'Same account if possible: rights differ.'),
    client: 'We are testing whether it works inside the company.',
    hypothesis: 'The server itself',
    confidence: 45,
    options: [
      option(
        'Fails in the office too',
        'fails|no|too|also|down|same',
        'c-server',
        'Not the VPN.',
        confirmed('The resource fails in the office too', 'It does not work inside the company either.'),
      ),
      option(
        'Works in the office',
        'works|yes|fine|ok',
        'mtu',
        'So it is the tunnel.',
        ruledOut('Server or rights', 'It works normally inside the company.'),
      ),
    ],
    otherwise: 'mtu',
  }),
]
