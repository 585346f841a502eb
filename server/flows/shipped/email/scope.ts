import { check, confirmed, option, question, unsure } from '../node.ts'

/** Which mail, whose, from whom, since when: the first five questions of nearly every case. */
export const scopeNodes = [
  question('direction', {
    ask: 'Which mail is missing?',
    context: 'Incoming, internal and outgoing mail take different roads, so this decides where we look.',
    client: 'We are establishing which messages are affected.',
    confidence: 10,
    options: [
      option(
        'Incoming from outside',
        'incoming|inbound|from outside|external|externals|outside senders|from customers|from clients',
        'affected',
        'So the road from the internet to the mailbox is in question; internal mail is the comparison.',
        confirmed(
          'Mail from outside does not arrive',
          'Messages from outside are not arriving as they should.',
        ),
      ),
      option(
        'Between colleagues',
        'internal|internally|between colleagues|colleagues|each other|inside the company',
        'affected',
        'Internal mail never leaves the tenant, so MX records and the internet are out of the question.',
        confirmed(
          'Internal mail does not arrive',
          'Messages between colleagues are not arriving as they should.',
        ),
      ),
      option(
        'Outgoing to others',
        'outgoing|outbound|sending|we send|sent mail|recipients do not get|cannot send|can not send',
        'out-affected',
        'Then we look at the sending side: the sender, the own domain, and what the other side answers.',
        confirmed(
          'Sent mail does not reach its recipients',
          'Messages that are sent out do not reach their recipients.',
        ),
      ),
      option(
        'Everything, in and out',
        'everything|all mail|in and out|both directions|both ways|no mail at all|nothing works',
        'service',
        'When both directions stop at once, the service, the licences or the domain come first.',
        confirmed('Mail stopped in both directions', 'Messages are currently neither arriving nor leaving.'),
      ),
    ],
    otherwise: 'affected',
  }),
  question('affected', {
    ask: 'Who misses mail: one mailbox, several, or everyone?',
    context:
      'One mailbox points to its settings, everyone points to a rule, a connector, the domain or the service.',
    task: check(
      'Find out who is affected',
      'Ask a second person in another department to receive a test from a private address.',
    ),
    client: 'We are finding out how many people are affected.',
    confidence: 15,
    options: [
      option(
        'One mailbox',
        'one mailbox|only one|one user|one person|single user|just her|just him|only her|only him|only me|just one',
        'senders',
        'With one mailbox the tenant as a whole works; we look at this recipient.',
        confirmed('One mailbox is affected', 'One mailbox is affected; the others are working normally.'),
      ),
      option(
        'Several',
        'several|some|a few|few users|multiple|one department|a group|a team|shared mailbox',
        'several-share',
        'Several but not all: we look for what they have in common.',
        confirmed('Several mailboxes are affected', 'Several people are affected, but not everyone.'),
      ),
      option(
        'Everyone',
        'everyone|everybody|all users|whole company|all of them|whole office|all mailboxes|company wide|company-wide',
        'senders',
        'Everyone means something they all share: a rule, a connector, the domain, the service.',
        confirmed('All mailboxes are affected', 'All mailboxes are affected.'),
      ),
    ],
    otherwise: 'senders',
  }),
  question('several-share', {
    ask: 'What do the affected people have in common?',
    context: 'A shared group, domain or rule scope is usually the cause itself.',
    task: check(
      'Compare affected and working mailboxes',
      'Domain, group memberships, location, licence, date of creation.',
      'Get-Recipient <user> | Format-List PrimarySmtpAddress,EmailAddresses,RecipientTypeDetails,WhenCreated',
    ),
    client: 'We are comparing the affected mailboxes with those that work.',
    confidence: 22,
    options: [
      option(
        'Same e-mail domain',
        'same domain|second domain|other domain|new domain|same e-mail domain|same email domain',
        'accepted-domain',
        'Then the domain itself is suspect: how it is accepted and where its records point.',
        confirmed(
          'Only addresses of one domain are affected',
          'Only addresses with one particular ending are affected.',
        ),
      ),
      option(
        'Mail goes to a group',
        'group|distribution list|list|team address|shared address',
        'group-delivery',
        'Groups have their own delivery restrictions and moderation.',
        confirmed('Mail to a group address does not arrive', 'Messages to one group address are affected.'),
      ),
      option(
        'Same licence or new accounts',
        'licence|license|new accounts|new users|migrated|recently created',
        'licence',
        'A missing licence or an unfinished migration leaves a recipient without a mailbox.',
        confirmed('The affected accounts share a licence or were made recently'),
      ),
      option(
        'Nothing we can see',
        'nothing|nothing in common|no pattern|do not know|dont know|not sure',
        'senders',
        'Then the sender side may be what they share.',
        unsure('What the affected mailboxes share is not known'),
      ),
    ],
    otherwise: 'senders',
  }),
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
      'Get the non-delivery report',
      'Ask the sender to forward it as an attachment; the code and the diagnostic text matter.',
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
