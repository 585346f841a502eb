import { check, confirmed, option, question, ruledOut, unsure } from '../node.ts'

/** What stands between the sender and the tenant: sender, records, filter in front, connector, licences. */
export const perimeterNodes = [
  question('left-sender', {
    ask: 'Did the sender’s system really send it, to exactly this address?',
    context:
      'Auto-complete keeps old addresses; a message in the Outbox never left. Ask for the sender’s own trace or log.',
    task: check(
      'Confirm that the message left the sender',
      'Exact address, Sent Items, Outbox, the sender’s trace with our server’s answer.',
    ),
    client: 'We are confirming with the sender that the message was sent to the right address.',
    confidence: 38,
    options: [
      option(
        'Yes, right address, it left',
        'yes|it left|right address|sent|handed over|250',
        'mx',
        'It left, so it went somewhere else or something stopped it before us.',
        confirmed('The sender’s system handed the message over', 'The sender’s system did send the message.'),
      ),
      option(
        'Wrong or old address',
        'wrong address|typo|old address|misspelled|wrong domain|auto-complete|autocomplete',
        'c-wrong-address',
        'A plain slip, and the easiest fix.',
        confirmed(
          'It was sent to a wrong or old address',
          'The message was sent to an outdated or misspelled address.',
        ),
      ),
      option(
        'It never left',
        'never left|outbox|stuck there|not sent|draft',
        'c-sender-side',
        'Then the sender’s side has the fault.',
        confirmed('The message never left the sender', 'The message never left the sender’s system.'),
      ),
      option(
        'Sender cannot tell',
        'cannot tell|can not tell|cannot say|unknown|not sure|no idea',
        'mx',
        'We go on with what we can see ourselves.',
        unsure('Whether the message left the sender is not known'),
      ),
    ],
    otherwise: 'mx',
  }),
  question('mx', {
    ask: 'Do the MX records point where they should?',
    context:
      'Ask a public resolver, not the internal one. Look for leftovers of an old provider and for an expired domain.',
    task: check(
      'Check MX records',
      'Expected: the filter in front, or <domain>.mail.protection.outlook.com (with DNSSEC: …mx.microsoft). Check the registration’s expiry too.',
      'Resolve-DnsName <domain> -Type MX -Server 1.1.1.1; Resolve-DnsName <domain> -Type NS -Server 1.1.1.1',
    ),
    client: 'We are checking whether your internet domain directs messages to the right place.',
    hypothesis: 'Mail is sent to the wrong place',
    confidence: 50,
    options: [
      option(
        'Wrong, or old ones left',
        'wrong|old provider|old ones|leftover|outdated|additional|points elsewhere',
        'c-mx',
        'Part or all of the mail goes elsewhere.',
        confirmed(
          'MX records are wrong or hold old entries',
          'Part of your mail is being directed to the wrong place.',
        ),
      ),
      option(
        'No records, domain expired',
        'no records|no mx|expired|nxdomain|no answer|domain expired|registrar hold',
        'c-domain-expired',
        'Nobody can deliver to a domain that is gone.',
        confirmed(
          'The domain does not answer or is expired',
          'Your internet domain does not answer at the moment.',
        ),
      ),
      option(
        'To a filter in front of us',
        'filter in front|mimecast|proofpoint|barracuda|hornet|third party|third-party|spam gateway|sophos|filter',
        'front-filter',
        'Then this filter has seen the message first.',
        confirmed('MX points to a filter in front of the tenant'),
      ),
      option(
        'Right, to Exchange Online',
        'right|correct|exchange online|protection.outlook|fine|ok|good|as expected',
        'connector',
        'The records are right.',
        ruledOut('Wrong MX records', 'Your internet domain directs messages to the right place.'),
      ),
    ],
    otherwise: 'connector',
  }),
  question('front-filter', {
    ask: 'Does the log of that filter show the message?',
    context:
      'Search by recipient and time; look for held, rejected, greylisted, and for what the tenant answered.',
    task: check('Search the filter’s message log', 'Note the answer of Exchange Online if it was passed on.'),
    client: 'We are checking whether a protective filter held the message.',
    hypothesis: 'The filter in front holds the mail',
    confidence: 55,
    options: [
      option(
        'Held or rejected there',
        'held|rejected|quarantined|blocked|greylisted|yes|stopped',
        'c-front-filter',
        'Found.',
        confirmed('The filter in front holds the mail', 'A protective filter is holding the messages back.'),
      ),
      option(
        'Passed on, refused by us',
        'refused|5.7.51|passed on but|bounced back|deferred|tls',
        'connector',
        'Then our connector refuses the filter.',
        confirmed('The filter passes mail on, the tenant refuses it'),
      ),
      option(
        'Never seen there',
        'never seen|not there|no entry|nothing|not found|no',
        'c-sender-side',
        'It never came to us at all.',
        confirmed('The filter in front never saw the message', 'The message never reached your side.'),
      ),
      option(
        'Delivered to the tenant',
        'delivered|accepted|passed on|delivered to us',
        'connector',
        'Accepted by us, so we look closer at our side.',
        ruledOut('Filter in front', 'The protective filter passed the message on.'),
      ),
    ],
    otherwise: 'connector',
  }),
  question('connector', {
    ask: 'Does a connector restrict or divert this mail?',
    context:
      'RestrictDomainsToIPAddresses or a certificate name refuses everybody else; an outbound connector may divert all mail.',
    task: check(
      'Check the connectors',
      'Compare addresses and certificate names with the real ones; look at WhenChanged.',
      'Get-InboundConnector | Format-List Name,Enabled,SenderDomains,RestrictDomainsTo*,SenderIPAddresses,TlsSenderCertificateName,WhenChanged; Get-OutboundConnector | Format-List Name,Enabled,SmartHosts,RecipientDomains,LastValidationTimestamp',
    ),
    client: 'We are checking the connections between the mail systems.',
    hypothesis: 'A connector refuses or diverts the mail',
    confidence: 52,
    options: [
      option(
        'Yes, it refuses or diverts',
        'yes|restricts|refuses|diverts|wrong ip|wrong address|certificate|expired|found',
        'c-connector',
        'The connector is the cause.',
        confirmed(
          'A connector refuses or diverts the mail',
          'A connection between two mail systems refuses the messages.',
        ),
      ),
      option(
        'No connectors, or they fit',
        'no|none|no connectors|fit|fine|not restricted|ok|validated',
        'licence',
        'Connectors are fine.',
        ruledOut('Connector', 'The connections between the mail systems are in order.'),
      ),
    ],
    otherwise: 'licence',
  }),
  question('licence', {
    ask: 'Does the account have an active Exchange licence and a mailbox?',
    context:
      'A lapsed subscription, a removed licence or a finished trial takes the mailbox away after a while.',
    task: check(
      'Check licence and mailbox',
      null,
      'Get-MgUserLicenseDetail -UserId <user>; Get-EXOMailbox <user> | Format-List RecipientTypeDetails,WhenMailboxCreated',
    ),
    client: 'We are checking whether the subscription is active.',
    hypothesis: 'Licence or mailbox is missing',
    confidence: 45,
    options: [
      option(
        'Licence or mailbox missing',
        'missing|no licence|no license|expired|removed|lapsed|unlicensed|suspended|no mailbox',
        'c-licence',
        'Without it there is nothing to deliver to.',
        confirmed('Licence or mailbox is missing', 'The subscription for the mailbox is not active.'),
      ),
      option(
        'Both are there',
        'both|there|active|licensed|fine|ok|yes|present',
        'rules',
        'Licence and mailbox are there.',
        ruledOut('Missing licence', 'The subscription is active.'),
      ),
      option(
        'Both there, rules checked',
        'rules checked|rules are checked|already checked',
        'sender-auth',
        'Then the sender’s authentication.',
        ruledOut('Missing licence', 'The subscription is active.'),
      ),
    ],
    otherwise: 'rules',
  }),
]
