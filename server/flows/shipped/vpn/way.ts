import { check, confirmed, option, question, ruledOut, unsure } from '../node.ts'

/** The way from the user’s network to the gateway. */
export const wayNodes = [
  question('elsewhere', {
    ask: 'Does it connect over a phone hotspot?',
    context: 'Takes the home router, the provider and the hotel out in one test.',
    task: check(
      'Test over a phone hotspot',
      'Wi-Fi of the phone, cable pulled; note the error if it changes.',
    ),
    client: 'We are testing over another internet connection.',
    hypothesis: 'The network at the user’s place blocks the VPN',
    confidence: 45,
    options: [
      option(
        'Yes, works there',
        'works|yes|works there|connects|hotspot works',
        'router',
        'So the network at the user’s place is the cause.',
        confirmed('It connects over a hotspot', 'Over another internet connection it works.'),
      ),
      option(
        'No, same there',
        'no|same|still|fails too|also fails',
        'net-name',
        'Not the place.',
        ruledOut(
          'Network at the user’s place',
          'The internet connection at the user’s place is not the cause.',
        ),
      ),
      option(
        'Not tested',
        'not tested|not possible|no phone|later|not yet|cannot test',
        'net-name',
        'We come back to it.',
        unsure('Another network is not tested yet'),
      ),
    ],
    otherwise: 'net-name',
  }),
  question('net-name', {
    ask: 'Does the gateway’s name resolve to the right address?',
    context: 'Compare the user’s resolver with a public one and with the address the gateway has now.',
    task: check(
      'Resolve the gateway’s name',
      'Also flush the cache; look for an entry in the hosts file.',
      'Resolve-DnsName <gateway>; Resolve-DnsName <gateway> -Server 1.1.1.1; ipconfig /flushdns',
    ),
    client: 'We are checking whether the company’s address is found.',
    hypothesis: 'The gateway’s name leads to the wrong place',
    confidence: 48,
    options: [
      option(
        'Wrong or no address',
        'wrong|no address|old address|does not resolve|not resolve|nxdomain|fails',
        'c-dns',
        'Then nobody arrives.',
        confirmed(
          'The gateway’s name does not resolve rightly',
          'The company’s address for the connection is not found.',
        ),
      ),
      option(
        'Only the user’s resolver fails',
        'only the user|only here|provider|filter|hosts file|cache|public works',
        'c-local-dns',
        'A local matter.',
        confirmed(
          'Only the user’s resolver fails',
          'The user’s internet provider does not find the company’s address.',
        ),
      ),
      option(
        'Right address',
        'right|correct|fine|ok|resolves|yes|same',
        'ports',
        'The name is right.',
        ruledOut('Gateway name', 'The computer finds the company’s address.'),
      ),
    ],
    otherwise: 'ports',
  }),
  question('ports', {
    ask: 'Do the ports answer from the user’s network?',
    context:
      'SSL and SSTP: TCP 443. IKEv2 and L2TP: UDP 500 and 4500, which show only in a capture at the gateway.',
    task: check(
      'Test the ports',
      'At the gateway: capture by the user’s public address while he connects.',
      'Test-NetConnection <gateway> -Port 443',
    ),
    client: 'We are testing the way between the user’s place and the company.',
    hypothesis: 'Packets do not reach the gateway',
    confidence: 50,
    options: [
      option(
        'Nothing arrives at the gateway',
        'nothing arrives|blocked|no packets|not open|closed|fails|not reach',
        'router',
        'Blocked on the way.',
        confirmed(
          'The packets do not reach the gateway',
          'The connection attempt does not get through to the company.',
        ),
      ),
      option(
        'Arrives, gateway drops it',
        'drops|dropped|arrives but|geo|blocked by us|rule|ips',
        'c-firewall-rule',
        'Our own rules refuse it.',
        confirmed('The gateway drops the packets', 'The attempt arrives, but is turned away at the company.'),
      ),
      option(
        'They answer',
        'answer|open|ok|fine|true|succeeded|yes|arrives',
        'ike',
        'The way is open.',
        ruledOut('Blocked ports', 'The connection attempt does reach the company.'),
      ),
    ],
    otherwise: 'ike',
  }),
  question('ike', {
    ask: 'What does the gateway’s log say to the negotiation?',
    context: 'No proposal chosen, authentication failed, no matching peer, or nothing at all.',
    task: check(
      'Read the gateway’s log while connecting',
      'Filter by the user’s public address; note phase 1 and 2.',
    ),
    client: 'We are checking how the connection is set up between the two sides.',
    hypothesis: 'The two ends do not agree',
    confidence: 52,
    options: [
      option(
        'No proposal chosen',
        'no proposal|proposal|mismatch|encryption|dh group|cipher',
        'c-proposal',
        'Encryption settings differ.',
        confirmed('The gateway finds no common proposal', 'The two ends use different security settings.'),
      ),
      option(
        'Wrong pre-shared key',
        'pre-shared|psk|shared key|wrong key|preshared',
        'c-psk',
        'The key differs.',
        confirmed('The pre-shared key differs', 'The stored key of the connection is wrong.'),
      ),
      option(
        'Behind NAT, nothing follows',
        'nat|nothing follows|4500|stops after|encapsulation',
        'c-nat-t',
        'Windows needs a setting for this.',
        confirmed('The negotiation stops behind NAT'),
      ),
      option(
        'Sign-in refused',
        'refused|radius|authentication failed|sign-in|user',
        'gw-auth',
        'Negotiated well; the sign-in is refused.',
        confirmed('The gateway refuses the sign-in'),
      ),
      option(
        'Nothing unusual',
        'nothing|normal|clean|unusual|fine|ok',
        'gw-licence',
        'The negotiation is fine.',
        ruledOut('Negotiation', 'The connection is being set up correctly.'),
      ),
    ],
    otherwise: 'gw-licence',
  }),
]
