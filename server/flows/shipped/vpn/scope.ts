import { check, confirmed, option, question, unsure } from '../node.ts'

/** What the user sees, who is affected, since when: the cut between gateway, account, device and line. */
export const scopeNodes = [
  question('symptom', {
    ask: 'What does the user see?',
    context: 'Not connecting, connecting without effect, dropping and slowness have different causes.',
    client: 'We are establishing what exactly happens when connecting.',
    confidence: 10,
    options: [
      option(
        'Cannot connect at all',
        'cannot connect|can not connect|does not connect|not connecting|fails to connect|will not connect|cant connect|connection failed|error',
        'affected',
        'So we look at the way to the gateway, the sign-in and the gateway itself.',
        confirmed('The VPN does not connect', 'The remote connection cannot be made.'),
      ),
      option(
        'Connects, but nothing works',
        'connects but|connected but|no access|nothing works|cannot reach|can not reach|no shares|no drives|connected, but',
        'reach-what',
        'The tunnel stands; routes, names or rules are missing.',
        confirmed(
          'The VPN connects, but resources are not reachable',
          'The remote connection is made, but nothing can be used over it.',
        ),
      ),
      option(
        'Drops again and again',
        'drops|dropping|disconnects|disconnecting|keeps dropping|cuts out|every few minutes|reconnect',
        'drop-pattern',
        'Then the pattern of the drops tells.',
        confirmed('The VPN drops again and again', 'The remote connection breaks off again and again.'),
      ),
      option(
        'Connects, but is slow',
        'slow|lag|lags|sluggish|takes long|freezes',
        'drop-line',
        'Slow: the line, the route of the traffic, or packet size.',
        confirmed('The VPN is slow', 'The remote connection is very slow.'),
      ),
    ],
    otherwise: 'affected',
  }),
  question('affected', {
    ask: 'Who cannot connect: one person, several, or everyone?',
    context: 'Everyone means the gateway or its line; one means account, device or the network at home.',
    task: check(
      'Find out who is affected',
      'Look at the gateway: how many sessions are up now? Connect yourself from outside.',
    ),
    client: 'We are finding out how many people are affected.',
    confidence: 18,
    options: [
      option(
        'One person',
        'one person|one user|only one|just one|single user|only me|just him|just her|only him|only her',
        'since',
        'The gateway works for others, so we look at this user.',
        confirmed('One person cannot connect', 'One person is affected; others can connect.'),
      ),
      option(
        'Several',
        'several|some|a few|multiple|one team|one department|few users',
        'several-share',
        'Several: what they share is the lead.',
        confirmed('Several people cannot connect', 'Several people are affected, but not everyone.'),
      ),
      option(
        'Everyone',
        'everyone|everybody|all users|whole company|all of them|nobody can',
        'gw-up',
        'Then the gateway, its line or its sign-in.',
        confirmed('Nobody can connect', 'Nobody can connect at the moment.'),
      ),
    ],
    otherwise: 'since',
  }),
  question('several-share', {
    ask: 'What do the affected people share?',
    context:
      'Internet provider, client version, group, or simply being the ones who came after the limit was reached.',
    task: check(
      'Compare affected and connected people',
      'Provider, client version, operating system, group; number of sessions against the licence.',
    ),
    client: 'We are comparing those who can connect with those who cannot.',
    confidence: 26,
    options: [
      option(
        'The same group',
        'group|department|team|same group|policy',
        'group',
        'A group: permission or policy.',
        confirmed('The affected people are in one group', 'The affected people belong to the same group.'),
      ),
      option(
        'Same client or Windows version',
        'client|version|windows|mac|update|same version',
        'client-version',
        'The client or an update.',
        confirmed(
          'The affected people share a client or Windows version',
          'The affected people use the same version of a program.',
        ),
      ),
      option(
        'Those who came later',
        'later|late|limit|after nine|first ones|full|licence|license',
        'gw-licence',
        'That points to a limit: licences, sessions, addresses.',
        confirmed('Those who connect later are refused', 'Those who connect later in the day are refused.'),
      ),
      option(
        'The same internet provider',
        'provider|isp|same network|same place|hotel|mobile',
        'net-name',
        'Then the way, not the end.',
        confirmed(
          'The affected people share an internet provider',
          'The affected people use the same internet provider.',
        ),
      ),
      option(
        'Nothing we can see',
        'nothing|no pattern|not sure|unknown',
        'since',
        'We go on with one of them.',
        unsure('What the affected people share is not known'),
      ),
    ],
    otherwise: 'since',
  }),
]
