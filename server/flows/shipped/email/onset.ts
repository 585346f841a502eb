import { check, confirmed, option, question, unsure } from '../node.ts'

/** From whom, since when, and what comes back. */
export const onsetNodes = [
  question('senders', {
    ask: 'From whom is it missing: one sender or domain, or everybody?',
    context: 'One sender points to filtering or to the sender; everybody points to our side.',
    task: check(
      'Collect two missing examples',
      'Sender, recipient, date and time with zone, subject. The trace needs them.',
    ),
    client: 'We are collecting examples of missing messages.',
    confidence: 20,
    options: [
      option(
        'One sender or domain',
        'one sender|one domain|single sender|one supplier|one customer|one company|certain sender|specific sender',
        'since',
        'With one sender, filtering and the sender’s own authentication are likely.',
        confirmed(
          'Mail from one sender or domain is missing',
          'Messages from one particular sender are missing.',
        ),
      ),
      option(
        'Several, but not all',
        'several senders|some senders|a few senders|some|several|random|not all|intermittent',
        'since',
        'A partial loss points to filtering or to a rule with a wide condition.',
        confirmed(
          'Mail from some senders is missing',
          'Messages from some senders are missing, others arrive.',
        ),
      ),
      option(
        'All senders',
        'all senders|everybody|everyone|anyone|nobody gets through|all of them|any sender|gmail too',
        'since',
        'If nobody gets through, the cause is on our side of the line.',
        confirmed('Mail from all senders is missing', 'Messages from every sender are affected.'),
      ),
    ],
    otherwise: 'since',
  }),
  question('since', {
    ask: 'Since when, and did anything change around that time?',
    context:
      'DNS, licences, a new filter, a migration, a rule: ask for the last good message and look at what followed it.',
    task: check(
      'Find the last message that arrived',
      'Its time bounds the change. Then look in the audit log for what was changed after it.',
      'Search-UnifiedAuditLog -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date) -RecordType ExchangeAdmin -ResultSize 200',
    ),
    client: 'We are establishing when this began and whether anything changed at that time.',
    confidence: 24,
    options: [
      option(
        'DNS or domain was changed',
        'dns|domain was changed|registrar|name server|nameserver|website moved|new hosting|mx changed',
        'mx',
        'A DNS change just before is the strongest lead there is.',
        confirmed(
          'DNS or domain was changed just before',
          'The trouble began after a change to the internet domain.',
        ),
      ),
      option(
        'A rule or filter was changed',
        'rule was changed|new rule|filter was changed|new filter|policy was changed|transport rule|mail flow rule|defender',
        'rules',
        'Then we look at that rule before anything else.',
        confirmed(
          'A mail rule or filter was changed just before',
          'The trouble began after a change to a mail filter.',
        ),
      ),
      option(
        'Suddenly, nothing changed',
        'suddenly|nothing changed|no change|no changes|out of nowhere|all at once|nothing',
        'bounce',
        'Noted; unannounced changes show in the audit log, so we keep the time in mind.',
        confirmed('It began suddenly, no change is known', 'It began suddenly and without a known change.'),
      ),
      option(
        'Comes and goes',
        'comes and goes|on and off|sometimes|intermittent|delayed|late|hours later',
        'service',
        'Delays and gaps point to the service, a queue or greylisting rather than to a block.',
        confirmed('Mail arrives late or with gaps', 'Messages arrive late or only some of the time.'),
      ),
    ],
    otherwise: 'bounce',
  }),
  question('bounce', {
    ask: 'Does the sender get a non-delivery report?',
    context:
      'A bounce names the reason and the server that refused; without one the mail was accepted or never came.',
    task: check(
      'Ask the sender for a non-delivery report',
      'Forwarded as an attachment; the code and the diagnostic text matter.',
    ),
    client: 'We are asking the sender whether an error message came back.',
    confidence: 28,
    options: [
      option(
        'Yes, with a code',
        'yes|bounce|bounces|bounced|ndr|non-delivery|undeliverable|error code|5.1|5.2|5.4|5.7|550',
        'code',
        'Good: the code tells where it was refused.',
        confirmed('The sender gets a non-delivery report', 'The sender receives an error message in return.'),
      ),
      option(
        'No, nothing comes back',
        'no bounce|nothing comes back|no ndr|no error|not getting a bounce|silently|no report|nothing back',
        'service',
        'No bounce: it was accepted somewhere, or never reached us. The trace will tell.',
        confirmed('No non-delivery report comes back', 'The sender receives no error message.'),
      ),
      option(
        'Cannot ask the sender',
        'cannot ask|can not ask|cant ask|do not know|dont know|not sure|unknown',
        'service',
        'Then the trace has to tell us.',
        unsure('Whether the sender gets a non-delivery report is not known'),
      ),
    ],
    otherwise: 'service',
  }),
]
