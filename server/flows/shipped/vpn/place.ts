import { check, confirmed, option, question, ruledOut } from '../node.ts'

/** The network at the user’s place. */
export const placeNodes = [
  question('router', {
    ask: 'What stands between: a home router, hotel, mobile network or second firewall?',
    context:
      'IPsec pass-through, DS-Lite or carrier NAT, guest networks, parental filters, two routers in a row.',
    task: check(
      'Look at the user’s network',
      'Restart the router; public address against the router’s own (double or carrier NAT); firmware.',
      'Test-NetConnection -TraceRoute <gateway>',
    ),
    client: 'We are looking at the internet connection at the user’s place.',
    hypothesis: 'The network at the user’s place blocks the VPN',
    confidence: 60,
    options: [
      option(
        'Home router or provider',
        'home|router|provider|isp|ds-lite|carrier|fritz|modem|cgnat',
        'home-subnet',
        'A router setting, or two networks with the same numbers.',
        confirmed('A home router or provider stands between', 'The router at the user’s place is involved.'),
      ),
      option(
        'Hotel, guest or client’s network',
        'hotel|guest|customer|airport|train|public wifi|client network',
        'c-guest-network',
        'Guest networks often let only web traffic through.',
        confirmed(
          'A guest network stands between',
          'The guest network does not allow the remote connection.',
        ),
      ),
      option(
        'Mobile network',
        'mobile|4g|5g|lte|sim|tethering',
        'mtu',
        'Mobile networks like smaller packets.',
        confirmed('A mobile network stands between', 'The mobile network is involved.'),
      ),
    ],
    otherwise: 'home-subnet',
  }),
  question('home-subnet', {
    ask: 'Does the home network use the same subnet as the office?',
    context: '192.168.0.0/24 and 192.168.1.0/24 at both ends: the computer looks for the server at home.',
    task: check(
      'Compare home and office subnets',
      null,
      'Get-NetIPAddress -AddressFamily IPv4 | Format-Table InterfaceAlias,IPAddress,PrefixLength; route print -4',
    ),
    client: 'We are comparing the network at home with the one at the company.',
    hypothesis: 'Home and office use the same subnet',
    confidence: 52,
    options: [
      option(
        'Yes, the same',
        'yes|same|overlap|overlaps|192.168.1|192.168.0|identical',
        'c-subnet',
        'Then the way back leads home.',
        confirmed(
          'Home and office use the same subnet',
          'The home network uses the same internal numbers as the company.',
        ),
      ),
      option(
        'No, different',
        'no|different|other',
        'router-settings',
        'No overlap.',
        ruledOut('Overlapping subnets', 'The two networks do not get in each other’s way.'),
      ),
    ],
    otherwise: 'router-settings',
  }),
  question('router-settings', {
    ask: 'Does it work after a router restart, or with its VPN pass-through on?',
    context: 'Also firmware updates and “security” or child filters; test with a cable.',
    task: check(
      'Restart the router and check its filters',
      'IPsec/L2TP pass-through on, filters off, firmware current.',
    ),
    client: 'We are testing the settings of the router at the user’s place.',
    hypothesis: 'The home router blocks the VPN',
    confidence: 62,
    options: [
      option(
        'Yes, then it works',
        'yes|works|connects|it works|fixed',
        'c-router',
        'The router was it.',
        confirmed('After changing the router it works', 'After a change at the router the connection works.'),
      ),
      option(
        'No, still not',
        'no|still|not|same',
        'c-guest-network',
        'Then the provider blocks it; another protocol gets round it.',
        ruledOut('Home router settings', 'The router’s settings are not the cause.'),
      ),
    ],
    otherwise: 'c-guest-network',
  }),
]
