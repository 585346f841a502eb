import { check, confirmed, option, question, ruledOut } from '../node.ts'

/** The trace says Delivered: something in the mailbox moves it, or the mail program does not show it. */
export const mailboxNodes = [
  question('web', {
    ask: 'Is the message there in Outlook on the web?',
    context:
      'Outlook on the web shows what the server has. Search all folders, Deleted Items and Recover Deleted Items too.',
    task: check(
      'Look in Outlook on the web',
      'Private window, search by sender over all folders, sort by received.',
    ),
    client: 'We are looking for the message directly in the mailbox, without the mail program.',
    confidence: 45,
    options: [
      option(
        'Yes, in the inbox',
        'in the inbox|visible in owa|visible|shows in owa|there in owa|it is there',
        'program',
        'The server has it, so it is the mail program on the device.',
        confirmed(
          'The message is in the inbox on the web',
          'The message is in the mailbox, but the mail program does not show it.',
        ),
      ),
      option(
        'Yes, in another folder',
        'another folder|other folder|subfolder|rss|archive|conversation history|deleted items',
        'inbox-rule',
        'Something moved it; rules first.',
        confirmed('The message is in another folder', 'The message was moved to another folder.'),
      ),
      option(
        'Yes, in Junk Email',
        'in junk|junk email|junk folder|spam folder|junk',
        'junk-list',
        'Moved by the junk filter or by the user’s own list.',
        confirmed('The message is in Junk Email', 'The message was put into the junk folder.'),
      ),
      option(
        'No, nowhere',
        'no|nowhere|not there|not found|not in owa|gone|missing',
        'inbox-rule',
        'Delivered and gone: a rule, forwarding or somebody deleting.',
        confirmed('The message is in no visible folder', 'The message is not in any folder of the mailbox.'),
      ),
    ],
    otherwise: 'inbox-rule',
  }),
  question('inbox-rule', {
    ask: 'Does an inbox rule move, forward or delete it?',
    context:
      'Hidden rules do not show in Outlook. Names such as “.” or “,,” and the RSS folder are signs of an intruder.',
    task: check(
      'List inbox rules, hidden ones too',
      'Read the conditions; note rules that delete, forward outside or mark as read.',
      'Get-InboxRule -Mailbox <user> -IncludeHidden | Format-List Name,Enabled,Description,MoveToFolder,DeleteMessage,ForwardTo,RedirectTo',
    ),
    client: 'We are checking whether a rule in the mailbox moves messages.',
    hypothesis: 'An inbox rule moves the mail',
    confidence: 55,
    options: [
      option(
        'Yes, made by the user',
        'yes|own rule|made by the user|their rule|his rule|her rule|moves it|user rule',
        'c-inbox-rule',
        'The user’s own rule; simple to narrow.',
        confirmed('An inbox rule of the user moves the mail', 'A rule in the mailbox moves these messages.'),
      ),
      option(
        'Yes, and nobody knows it',
        'nobody knows|suspicious|unknown rule|strange|hostile|not made by|rss|intruder|attacker',
        'c-compromised',
        'A rule nobody made means the account must be treated as taken over.',
        confirmed(
          'A rule nobody knows moves or forwards mail',
          'There is a rule in the mailbox that nobody can account for.',
        ),
      ),
      option(
        'No such rule',
        'no|none|no rule|no rules|no such|clean|nothing',
        'forwarding',
        'Not a rule. Forwarding on the mailbox is next.',
        ruledOut('Inbox rule', 'No rule in the mailbox is moving messages.'),
      ),
    ],
    otherwise: 'forwarding',
  }),
  question('forwarding', {
    ask: 'Is forwarding set on the mailbox without keeping a copy?',
    context: 'DeliverToMailboxAndForward False means that nothing stays here.',
    task: check(
      'Check forwarding on the mailbox',
      null,
      'Get-Mailbox <user> | Format-List ForwardingAddress,ForwardingSmtpAddress,DeliverToMailboxAndForward',
    ),
    client: 'We are checking whether messages are being forwarded elsewhere.',
    hypothesis: 'Forwarding takes the mail away',
    confidence: 55,
    options: [
      option(
        'Yes, wanted at some time',
        'yes|forwarded|forwarding is set|wanted|on purpose|holiday|forwarding on',
        'c-forwarding',
        'That explains it.',
        confirmed(
          'Forwarding without a copy is set',
          'Messages are being forwarded and no copy stays in the mailbox.',
        ),
      ),
      option(
        'Yes, to an address nobody knows',
        'nobody knows|unknown address|strange|outside address|suspicious',
        'c-compromised',
        'Treat the account as taken over.',
        confirmed(
          'Forwarding to an unknown address is set',
          'Messages are being forwarded to an address that nobody recognises.',
        ),
      ),
      option(
        'No forwarding',
        'no|none|not set|no forwarding|empty|blank',
        'junk-list',
        'No forwarding either.',
        ruledOut('Mailbox forwarding', 'Messages are not being forwarded elsewhere.'),
      ),
    ],
    otherwise: 'junk-list',
  }),
  question('junk-list', {
    ask: 'Is the sender in the user’s blocked senders, or is “trusted only” on?',
    context:
      'Outlook’s own list works on top of the tenant’s filter; TrustedListsOnly sends all strangers to junk.',
    task: check(
      'Check the mailbox’s junk settings',
      null,
      'Get-MailboxJunkEmailConfiguration <user> | Format-List Enabled,TrustedListsOnly,BlockedSendersAndDomains',
    ),
    client: 'We are checking the junk settings of the mailbox.',
    hypothesis: 'The mailbox’s own junk list catches the sender',
    confidence: 52,
    options: [
      option(
        'Yes, that is it',
        'yes|blocked sender|listed|trusted only|trustedlistsonly|found',
        'c-junk',
        'The user’s own list does it.',
        confirmed(
          'The user’s junk settings catch the sender',
          'The sender is on the mailbox’s own list of unwanted senders.',
        ),
      ),
      option(
        'No, lists are clean',
        'no|clean|empty|not listed|not there|fine',
        'size',
        'The list is clean.',
        ruledOut('User’s blocked senders', 'The mailbox’s own junk settings are not the cause.'),
      ),
    ],
    otherwise: 'size',
  }),
  question('size', {
    ask: 'Is the mailbox full, or close to its limit?',
    context: 'Compare TotalItemSize with ProhibitSendReceiveQuota; Recoverable Items has its own limit.',
    task: check(
      'Check mailbox size and quota',
      null,
      'Get-MailboxStatistics <user> | Format-List TotalItemSize,TotalDeletedItemSize; Get-Mailbox <user> | Format-List *Quota*',
    ),
    client: 'We are checking whether there is enough room in the mailbox.',
    hypothesis: 'The mailbox is full',
    confidence: 45,
    options: [
      option(
        'Yes, full',
        'yes|full|over quota|at the limit|exceeded|almost full|over the limit',
        'c-full',
        'A full mailbox refuses mail.',
        confirmed('The mailbox is full', 'The mailbox is full.'),
      ),
      option(
        'No, room enough',
        'no|room enough|enough space|plenty|fine|below|gb used|free',
        'retention',
        'Not the quota.',
        ruledOut('Mailbox full', 'The mailbox has enough room.'),
      ),
    ],
    otherwise: 'retention',
  }),
  question('retention', {
    ask: 'Does a retention policy or an archive move or delete mail here?',
    context:
      'A short delete tag, or an archive policy that takes everything older than a day, looks like loss.',
    task: check(
      'Check retention and archive',
      'Look in the online archive too.',
      'Get-Mailbox <user> | Format-List RetentionPolicy,ArchiveStatus,RetentionHoldEnabled; Get-RetentionPolicyTag | Format-Table Name,Type,AgeLimitForRetention,RetentionAction',
    ),
    client: 'We are checking whether messages are archived or deleted automatically.',
    hypothesis: 'A retention policy removes the mail',
    confidence: 50,
    options: [
      option(
        'Yes, it takes them',
        'yes|archived|retention|deletes|moved to archive|short tag',
        'c-retention',
        'The policy takes the mail.',
        confirmed(
          'A retention policy takes the mail',
          'Messages are being archived or deleted automatically.',
        ),
      ),
      option(
        'No',
        'no|none|default|default policy|not that|no retention',
        'delegate',
        'Not retention.',
        ruledOut('Retention or archive policy', 'Automatic archiving is not the cause.'),
      ),
    ],
    otherwise: 'delegate',
  }),
]
