import { check, confirmed, option, question, ruledOut } from '../node.ts'

/** What the tenant itself did with the message. */
export const traceNodes = [
  question('service', {
    ask: 'Does Microsoft report an Exchange Online problem for this tenant?',
    context: 'Microsoft 365 admin center › Health › Service health. Two minutes that can save an afternoon.',
    task: check(
      'Check Exchange Online service health',
      'Look at advisories too, not only incidents; compare their start with the first missing message.',
      'Get-MgServiceAnnouncementIssue -Filter "service eq \'Exchange Online\' and isResolved eq false" | Format-Table Id,Title,StartDateTime',
    ),
    client: 'We are checking whether the e-mail provider reports a disruption.',
    confidence: 30,
    options: [
      option(
        'Yes, it fits',
        'yes|incident|advisory|outage|degraded|fits',
        'c-service',
        'A provider fault that fits in time; we should not change settings while it lasts.',
        confirmed(
          'Microsoft reports a fitting Exchange Online problem',
          'The e-mail provider reports a disruption that fits.',
        ),
      ),
      option(
        'No, all healthy',
        'no|healthy|all green|green|no incident|nothing reported|all good|no outage',
        'trace',
        'The service is healthy, so we trace one message.',
        ruledOut('Exchange Online outage', 'There is no general disruption at the e-mail provider.'),
      ),
    ],
    otherwise: 'trace',
  }),
  question('trace', {
    ask: 'What does the message trace say about one missing message?',
    context:
      'Trace one of the examples by recipient and time; search without the sender if the address is uncertain.',
    task: check(
      'Run a message trace',
      'Up to 90 days back, ten days per query. Then Get-MessageTraceDetailV2 with the MessageTraceId for the events.',
      'Get-MessageTraceV2 -RecipientAddress <recipient> -StartDate (Get-Date).AddDays(-2) -EndDate (Get-Date) | Format-Table Received,SenderAddress,Subject,Status',
    ),
    client: 'We are following the path of one missing message through the mail system.',
    confidence: 35,
    options: [
      option(
        'Delivered',
        'delivered|was delivered|says delivered|expanded',
        'web',
        'Delivered means: it is in the mailbox, or something in the mailbox moved it.',
        confirmed('The trace says Delivered', 'The missing message did reach the mailbox.'),
      ),
      option(
        'Quarantined or FilteredAsSpam',
        'quarantine|quarantined|filteredasspam|filtered as spam|spam|junk',
        'verdict',
        'It was filtered; the verdict says by what.',
        confirmed(
          'The trace says Quarantined or FilteredAsSpam',
          'The missing message was held back by a filter.',
        ),
      ),
      option(
        'Failed',
        'failed|fail|rejected|dropped|deleted by',
        'failed',
        'Refused inside the tenant: the detail names the reason.',
        confirmed('The trace says Failed', 'The missing message was refused on the way.'),
      ),
      option(
        'Pending or GettingStatus',
        'pending|gettingstatus|getting status|deferred|held|queued|retry|stuck',
        'pending',
        'It waits for something: a next hop, a quota, a scan.',
        confirmed('The trace says Pending', 'The missing message is still waiting to be delivered.'),
      ),
      option(
        'Not found at all',
        'not found|nothing found|no trace|no result|nothing|empty|does not appear|no entry',
        'left-sender',
        'Then it never entered the tenant: sender, records, or something in front of us.',
        confirmed(
          'The trace does not show the message',
          'The missing message never reached your mail system.',
        ),
      ),
    ],
    otherwise: 'rules',
  }),
  question('verdict', {
    ask: 'Why was it quarantined or filtered?',
    context: 'Defender portal › Quarantine shows the reason; in the headers look for SFV, CAT and the rule.',
    task: check(
      'Read the reason in quarantine',
      'QuarantineTypes and PolicyName name the cause. Do not release anything marked malware.',
      'Get-QuarantineMessage -RecipientAddress <recipient> | Format-Table ReceivedTime,SenderAddress,Subject,QuarantineTypes,PolicyName',
    ),
    client: 'We are checking why the filter held the message back.',
    hypothesis: 'A filter holds normal mail',
    confidence: 50,
    options: [
      option(
        'Transport rule',
        'transport rule|transportrule|mail flow rule|rule|exchange transport rule',
        'rules',
        'A rule did it, so we look which one and how wide it is.',
        confirmed(
          'A transport rule quarantined the message',
          'A rule in the mail system held the message back.',
        ),
      ),
      option(
        'Spam, bulk or phishing',
        'spam|bulk|phish|phishing|high confidence|spoof|impersonation',
        'sender-auth',
        'Before allowing anything we look whether the sender proves who he is.',
        confirmed('Filtered as spam, bulk or phishing', 'The message was taken for unwanted mail.'),
      ),
      option(
        'Malware or file type',
        'malware|virus|file type|attachment|safe attachments|common attachment',
        'c-attachment',
        'Held for its attachment; this may be quite right.',
        confirmed('Held because of its attachment', 'The message was held because of its attachment.'),
      ),
    ],
    otherwise: 'rules',
  }),
  question('failed', {
    ask: 'What does the trace detail name as the reason?',
    context: 'The Fail event carries the text; a rule shows as “Transport rule” with its name or GUID.',
    task: check(
      'Read the failure detail',
      'The line with event Fail or Drop, column Detail.',
      'Get-MessageTraceDetailV2 -MessageTraceId <id> -RecipientAddress <recipient> | Format-List Date,Event,Detail',
    ),
    client: 'We are reading why the message was refused.',
    confidence: 45,
    options: [
      option(
        'A transport rule',
        'transport rule|rule|mail flow rule',
        'rules',
        'A rule refuses it.',
        confirmed('A transport rule refused the message', 'A rule in the mail system refused the message.'),
      ),
      option(
        'Unknown recipient',
        'recipient|unknown|not found|5.1',
        'recipient',
        'The address is the question.',
        confirmed('Refused: recipient unknown'),
      ),
      option(
        'Mailbox full or too large',
        'full|quota|too large|size|5.2',
        'size',
        'Quota or size; quickly checked.',
        confirmed('Refused: full or too large'),
      ),
      option(
        'Sender not allowed',
        'not allowed|permission|restricted|blocked|5.7',
        'restrictions',
        'Refused by a permission or a list.',
        confirmed('Refused: sender not allowed'),
      ),
    ],
    otherwise: 'rules',
  }),
  question('pending', {
    ask: 'What is the message waiting for?',
    context: 'Trace detail, event Defer, or Exchange admin center › Reports › Mail flow › Queued messages.',
    task: check(
      'Read why it is deferred',
      'Look at the last error text: connection refused, TLS, quota, throttling, or a scan still running.',
      'Get-MessageTraceDetailV2 -MessageTraceId <id> -RecipientAddress <recipient> | Where-Object Event -eq Defer',
    ),
    client: 'We are finding out what the waiting messages are waiting for.',
    hypothesis: 'Mail waits for its next hop',
    confidence: 48,
    options: [
      option(
        'A connector’s next hop',
        'connector|next hop|on premises|on-premises|smart host|smarthost|connection refused|tls|certificate|relay',
        'connector',
        'The next server does not take it; the connector shows which.',
        confirmed(
          'Mail is deferred at a connector',
          'Messages are waiting for a connection between two mail systems.',
        ),
      ),
      option(
        'Full mailbox',
        'full|quota|storage',
        'size',
        'Then quota first.',
        confirmed('Deferred because the mailbox is full', 'Messages wait because the mailbox is full.'),
      ),
      option(
        'A scan or Microsoft itself',
        'scan|safe attachments|microsoft|throttl|server busy|busy',
        'c-service',
        'That is on the provider’s side.',
        confirmed('Deferred inside the service', 'Messages are waiting at the e-mail provider.'),
      ),
    ],
    otherwise: 'rules',
  }),
]
