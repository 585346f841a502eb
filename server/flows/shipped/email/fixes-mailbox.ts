import { check, conclusion } from '../node.ts'

const verify = 'Does a new test message arrive now?'

/** Causes inside the mailbox or the mail program. */
export const mailboxFixes = [
  conclusion('c-inbox-rule', {
    hypothesis: 'An inbox rule of the user moves the mail',
    client: 'A rule in the mailbox moves these messages out of sight.',
    client_next: 'We will adjust the rule and bring the moved messages back.',
    confidence: 88,
    fix: [
      check(
        'Agree with the user on the inbox rule',
        'Narrow its condition or switch it off; do not delete it without asking.',
      ),
      check(
        'Switch off or narrow the inbox rule',
        null,
        'Disable-InboxRule -Mailbox <user> -Identity <rule>',
      ),
      check('Move the messages back to the inbox', 'Search the target folder for the time of the rule.'),
    ],
    verify,
    not_fixed: 'forwarding',
  }),
  conclusion('c-compromised', {
    hypothesis: 'The account was taken over',
    client: 'There are signs that somebody else had access to the account.',
    client_next: 'We are securing the account first and will then restore normal mail.',
    confidence: 85,
    fix: [
      check(
        'Secure the account',
        'Reset the password, revoke sessions, check sign-in methods. Tell the security contact by phone.',
        'Revoke-MgUserSignInSession -UserId <user>',
      ),
      check(
        'Export, then remove rules and forwarding',
        'Keep a copy as evidence first. Also look at app consents and mailbox permissions.',
        'Get-InboxRule -Mailbox <user> -IncludeHidden; Set-Mailbox <user> -ForwardingSmtpAddress $null -ForwardingAddress $null',
      ),
      check(
        'Review sign-ins and sent mail',
        'Which addresses signed in, what was read, what was sent; inform those affected.',
      ),
      check(
        'Lift the sending restriction if there is one',
        'Only when the account is clean.',
        'Remove-BlockedSenderAddress -SenderAddress <user>',
      ),
    ],
    verify: 'Is the account secured, and does a test message arrive?',
    not_fixed: 'forwarding',
  }),
  conclusion('c-forwarding', {
    hypothesis: 'Forwarding without a copy takes the mail away',
    client: 'Messages are being forwarded and no copy stays in the mailbox.',
    client_next: 'We will correct the forwarding and retrieve the missing messages.',
    confidence: 90,
    fix: [
      check(
        'Correct the forwarding',
        'Remove it, or keep a copy.',
        'Set-Mailbox <user> -DeliverToMailboxAndForward $true',
      ),
      check('Get the forwarded messages back', 'From the forwarding address, as attachments or by export.'),
    ],
    verify,
    not_fixed: 'junk-list',
  }),
  conclusion('c-junk', {
    hypothesis: 'The user’s own junk list catches the sender',
    client: 'The sender is on the mailbox’s own list of unwanted senders.',
    client_next: 'We will take the sender off that list and move the messages back.',
    confidence: 90,
    fix: [
      check(
        'Take the sender off the blocked list',
        'Or switch TrustedListsOnly off.',
        'Set-MailboxJunkEmailConfiguration <user> -BlockedSendersAndDomains @{Remove="<sender>"} -TrustedListsOnly $false',
      ),
      check('Move the messages out of Junk Email'),
    ],
    verify,
    not_fixed: 'size',
  }),
  conclusion('c-full', {
    hypothesis: 'The mailbox is full',
    client: 'The mailbox is full, so new messages are turned away.',
    client_next: 'We will make room, after which new messages can come in again.',
    confidence: 92,
    fix: [
      check(
        'Make room in the mailbox',
        'Archive on, largest folders first; empty Recoverable Items only after asking.',
        'Enable-Mailbox <user> -Archive; Get-EXOMailboxFolderStatistics <user> | Sort-Object FolderAndSubfolderSize -Descending | Select-Object -First 10 FolderPath,FolderAndSubfolderSize',
      ),
      check('Ask senders to send again', 'Refused messages are not delivered later by themselves.'),
    ],
    verify,
    not_fixed: 'retention',
  }),
  conclusion('c-retention', {
    hypothesis: 'A retention or archive policy takes the mail',
    client: 'Messages are being archived or deleted automatically too early.',
    client_next: 'We will correct that setting and restore what can be restored.',
    confidence: 85,
    fix: [
      check(
        'Stop the policy for this mailbox',
        'Retention hold until the right policy is set.',
        'Set-Mailbox <user> -RetentionHoldEnabled $true',
      ),
      check(
        'Restore the messages',
        'From the archive or Recoverable Items.',
        'Get-RecoverableItems <user> -SubjectContains <words>',
      ),
    ],
    verify,
    not_fixed: 'delegate',
  }),
  conclusion('c-other-device', {
    hypothesis: 'Another device or person removes the mail',
    client: 'Another device or person removes messages from the mailbox.',
    client_next: 'We will stop that and bring the messages back.',
    confidence: 82,
    fix: [
      check(
        'Stop the other access',
        'Switch POP off, remove the old device, or agree with the delegate.',
        'Set-CASMailbox <user> -PopEnabled $false',
      ),
      check('Restore the messages', 'Recover Deleted Items, or Restore-RecoverableItems.'),
    ],
    verify,
    not_fixed: 'sender-auth',
  }),
  conclusion('c-offline', {
    hypothesis: 'Outlook had lost its connection',
    client: 'The mail program had lost its connection.',
    client_next: 'It is connected again and we are watching that it stays so.',
    confidence: 90,
    fix: [
      check(
        'Clear the old sign-in',
        'Credential Manager, sign out of Office and in again; “Work Offline” off.',
      ),
      check(
        'Watch the connection for a few minutes',
        'Ctrl+right-click on the Outlook symbol › Connection Status.',
      ),
    ],
    verify,
    not_fixed: 'cache',
  }),
  conclusion('c-view', {
    hypothesis: 'A view or Focused Inbox hid the mail',
    client: 'The messages were in the mailbox but hidden by a display setting.',
    client_next: 'We are setting the display so that they stay visible.',
    confidence: 92,
    fix: [
      check(
        'Set the view for good',
        'Reset View on the inbox; agree with the user whether Focused Inbox stays on.',
      ),
    ],
    verify: 'Does the user see new messages now?',
    not_fixed: 'cache',
  }),
  conclusion('c-profile', {
    hypothesis: 'The Outlook profile or its local copy is broken',
    client: 'The mail program’s stored data on the computer is damaged.',
    client_next: 'We are setting the mail program up afresh; nothing in the mailbox is lost.',
    confidence: 88,
    fix: [
      check(
        'Make the new Outlook profile the default',
        'Before that, look for items that exist only in the old one: unsent drafts, POP data files.',
      ),
      check('Let Outlook build its local copy', 'Check free disk space; the old OST can go after a day.'),
    ],
    verify: 'Does the user see new messages in the new profile?',
    not_fixed: 'add-in',
  }),
  conclusion('c-add-in', {
    hypothesis: 'An Outlook add-in or mail scanner interferes',
    client: 'An additional program interferes with the mail program.',
    client_next: 'We will switch it off and check that mail then works.',
    confidence: 84,
    fix: [
      check('Find the add-in', 'File › Options › Add-ins: switch all off, then on one by one.'),
      check(
        'Update or remove the add-in',
        'Switch off mail scanning in the antivirus program if that is it.',
      ),
    ],
    verify: 'Does mail arrive with the add-in switched off?',
    not_fixed: 'any-other-device',
  }),
]
