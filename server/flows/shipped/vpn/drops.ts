import { check, confirmed, option, question, ruledOut, unsure } from '../node.ts'

/** Connects, but drops or is slow. */
export const dropNodes = [
  question('drop-pattern', {
    ask: 'How does it drop: at fixed intervals, when idle, or at random?',
    context: 'The client’s and the gateway’s log have the times: subtract them.',
    task: check(
      'List the last five drops with their times',
      'Client log and gateway log; note the reason the gateway gives.',
      'Get-WinEvent -FilterHashtable @{LogName="Application"; ProviderName="RasClient"; Id=20226} -MaxEvents 10 | Format-List TimeCreated,Message',
    ),
    client: 'We are looking for a pattern in the interruptions.',
    confidence: 26,
    options: [
      option(
        'At fixed intervals',
        'fixed|interval|every hour|every 60|every 8 hours|exactly|regular|always after',
        'drop-lifetime',
        'Something with a timer: renewal of keys, session limit, second factor.',
        confirmed('It drops at fixed intervals', 'The interruptions come at regular intervals.'),
      ),
      option(
        'When idle or asleep',
        'idle|sleep|asleep|lunch|not used|standby|lid|screen lock',
        'drop-power',
        'Idle limits or power saving.',
        confirmed(
          'It drops when idle or asleep',
          'The connection breaks off when it is not used for a while.',
        ),
      ),
      option(
        'At random',
        'random|no pattern|anytime|any time|irregular|during calls',
        'drop-scope',
        'Random drops point to the line.',
        confirmed('It drops at random', 'The interruptions follow no pattern.'),
      ),
    ],
    otherwise: 'drop-scope',
  }),
  question('drop-scope', {
    ask: 'Does it drop for one person or for several at the same moment?',
    context: 'At the same moment for several: the gateway or its line.',
    task: check('Compare with other users’ drops', 'Gateway log: which sessions ended in the same second?'),
    client: 'We are checking whether others have the same interruptions.',
    confidence: 30,
    options: [
      option(
        'Only this person',
        'only|one|this person|just|single',
        'drop-wifi',
        'Then this person’s line or computer.',
        confirmed('Only one person’s VPN drops', 'Only one person is affected.'),
      ),
      option(
        'Several at once',
        'several|all|at once|same moment|everyone|others',
        'drop-gateway',
        'Then the gateway or its line.',
        confirmed('Several VPN sessions drop at once', 'Several people are interrupted at the same moment.'),
      ),
      option(
        'Not known',
        'not known|unknown|not sure|do not know',
        'drop-wifi',
        'We begin with the user’s own line.',
        unsure('Whether others drop too is not known'),
      ),
    ],
    otherwise: 'drop-wifi',
  }),
  question('drop-wifi', {
    ask: 'Does it also happen with a network cable instead of Wi-Fi?',
    context: 'Wi-Fi is the first suspect at home: roaming, repeaters, microwaves.',
    task: check(
      'Test with a cable',
      'Or right beside the router; read signal and roaming.',
      'netsh wlan show interfaces; netsh wlan show wlanreport',
    ),
    client: 'We are testing with a network cable instead of wireless.',
    hypothesis: 'The Wi-Fi is the weak point',
    confidence: 45,
    options: [
      option(
        'Stable with a cable',
        'stable|fine with|works with cable|cable works|cable is fine|better|yes, stable',
        'c-wifi',
        'Then the Wi-Fi.',
        confirmed('With a cable it is stable', 'With a network cable the connection is stable.'),
      ),
      option(
        'Same with a cable',
        'same|also|still|too|no difference',
        'drop-line',
        'Not the Wi-Fi.',
        ruledOut('Wi-Fi', 'The wireless connection is not the cause.'),
      ),
      option(
        'No cable available',
        'no cable|not possible|not tested|cannot test',
        'drop-line',
        'Then we measure the line.',
        unsure('A cable is not tested'),
      ),
    ],
    otherwise: 'drop-line',
  }),
  question('drop-line', {
    ask: 'Does the line itself lose packets or run full?',
    context: 'Ping router, provider and gateway at the same time: where the loss begins, there it is.',
    task: check(
      'Measure loss on three hops',
      'Ten minutes; a speed test for up- and download, with and without cloud backup running.',
      'pathping <gateway>',
    ),
    client: 'We are measuring the quality of the internet connection.',
    hypothesis: 'The user’s internet line is unstable',
    confidence: 45,
    options: [
      option(
        'Loss already at the router',
        'at the router|local|first hop|home|to the router',
        'c-wifi',
        'Loss inside the home.',
        confirmed(
          'Packets are lost already at the home router',
          'The interruptions arise in the home network.',
        ),
      ),
      option(
        'Loss at the provider',
        'provider|isp|loss|full|saturated|second hop|upload',
        'c-isp',
        'The provider’s line.',
        confirmed(
          'The provider’s line loses packets or is full',
          'The internet provider’s line is unstable.',
        ),
      ),
      option(
        'No loss',
        'no loss|no|clean|none|fine|ok',
        'drop-split',
        'The line is clean.',
        ruledOut('Unstable line', 'The internet line is stable.'),
      ),
    ],
    otherwise: 'drop-split',
  }),
  question('drop-split', {
    ask: 'Does all traffic go through the tunnel, video calls and cloud included?',
    context: 'A full tunnel sends Teams and updates through the office’s upload.',
    task: check(
      'Check what goes through the tunnel',
      'Route table, and the gateway’s upload at the time.',
      'Get-VpnConnection | Format-Table Name,SplitTunneling; Find-NetRoute -RemoteIPAddress 13.107.6.171 | Select-Object -First 1',
    ),
    client: 'We are checking which data takes the way through the company.',
    hypothesis: 'The tunnel carries everything',
    confidence: 45,
    options: [
      option(
        'Yes, everything',
        'yes|everything|full tunnel|all|default route',
        'drop-gateway',
        'Then the office’s line may be the narrow place.',
        confirmed('All traffic goes through the tunnel', 'All data takes the way through the company.'),
      ),
      option(
        'No, only office traffic',
        'no|split|only office|only company',
        'mtu',
        'Split already.',
        ruledOut('Full tunnel', 'Only company data takes the way through the company.'),
      ),
    ],
    otherwise: 'mtu',
  }),
]
