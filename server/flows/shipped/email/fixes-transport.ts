import { check, conclusion } from '../node.ts'

const verify = 'Does a new test message arrive now?'

/** Causes in the tenant’s rules, filters and recipients. */
export const transportFixes = [
  conclusion('c-rule', {
    hypothesis: 'A transport rule is too wide and holds normal mail',
    client: 'A rule in the mail system also catches normal messages.',
    client_next: 'We will narrow that rule, release the messages it held and send a test.',
    confidence: 88,
    fix: [
      check(
        'Narrow the rule’s condition',
        'Add the missing condition or an exception; test in “Test with Policy Tips” mode if its owner cannot be reached.',
        'Set-TransportRule <name> -Mode Audit',
      ),
      check(
        'Release the held mail',
        'After a look through it: release to the recipients, not to everybody.',
        'Get-QuarantineMessage -QuarantineTypes TransportRule | Release-QuarantineMessage -ReleaseToAll',
      ),
      check('Send a test from outside and trace it', 'Rules take up to half an hour to work everywhere.'),
    ],
    verify,
    not_fixed: 'sender-auth',
  }),
  conclusion('c-filter', {
    hypothesis: 'A filter policy is too strict',
    client: 'The filter for unwanted mail is set too strictly and catches normal messages.',
    client_next: 'We will adjust the filter, release the held messages and watch the result.',
    confidence: 80,
    fix: [
      check(
        'Report the message as wrongly filtered',
        'Submissions in the Defender portal: allows the sender for a limited time and teaches the filter.',
      ),
      check(
        'Adjust the policy',
        'Threshold or impersonation list; do not allow whole domains without authentication.',
      ),
      check('Release the held mail', null, 'Release-QuarantineMessage -Identity <id> -ReleaseToAll'),
    ],
    verify,
    not_fixed: 'any-other-device',
  }),
  conclusion('c-sender-auth', {
    hypothesis: 'The sender’s domain fails its own authentication',
    client: 'The sender’s messages cannot be verified as genuine, so the filter holds them back.',
    client_next:
      'We will tell the sender what to correct and, where it is safe, let their messages through meanwhile.',
    confidence: 82,
    fix: [
      check('Write to the sender’s IT what fails', 'Header lines and the record that has to change.'),
      check(
        'Allow the sender for a limited time',
        'Only if genuine: submission or Tenant Allow List with an end date, never a rule that skips filtering.',
        'New-TenantAllowBlockListItems -ListType Sender -Allow -Entries <sender> -ExpirationDate (Get-Date).AddDays(30)',
      ),
      check('Release the held mail', null, 'Release-QuarantineMessage -Identity <id> -ReleaseToAll'),
    ],
    verify,
    not_fixed: 'policy',
  }),
  conclusion('c-attachment', {
    hypothesis: 'The message is held because of its attachment',
    client: 'The message was held because its attachment could be harmful.',
    client_next: 'We will check the attachment safely and find another way for the sender if it is harmless.',
    confidence: 84,
    fix: [
      check('Examine the attachment safely', 'Explorer or a sandbox; nothing marked malware is released.'),
      check('Agree on another way to send', 'A sharing link, or another file type.'),
    ],
    verify: 'Has the recipient got what the sender wanted to send?',
    not_fixed: 'policy',
  }),
  conclusion('c-blocked', {
    hypothesis: 'The sender is on the tenant’s block list',
    client: 'The sender had been blocked on our side.',
    client_next: 'We will lift the block after checking that the sender is trustworthy.',
    confidence: 90,
    fix: [
      check('Find out why the sender was blocked', 'Entry’s note and date; a real attack stays blocked.'),
      check('Remove the block', null, 'Remove-TenantAllowBlockListItems -ListType Sender -Entries <sender>'),
    ],
    verify,
    not_fixed: 'rules',
  }),
  conclusion('c-restricted', {
    hypothesis: 'A delivery restriction or moderation refuses the sender',
    client: 'The address accepts messages from certain senders only.',
    client_next: 'We will open the address to the senders it is meant for.',
    confidence: 90,
    fix: [
      check(
        'Ask the owner who may write to the address',
        'Opening a group to the outside also opens it to spam.',
      ),
      check(
        'Change the restriction',
        'Or name a moderator who is there.',
        'Set-DistributionGroup <group> -RequireSenderAuthenticationEnabled $false',
      ),
    ],
    verify,
    not_fixed: 'block-list',
  }),
  conclusion('c-address', {
    hypothesis: 'The recipient’s address does not exist in the tenant',
    client: 'The address is not set up, so messages to it are returned.',
    client_next: 'We will set the address up and ask for a new test message.',
    confidence: 92,
    fix: [
      check(
        'Add the address or restore the user',
        'Alias on the right mailbox; deleted users can be restored for 30 days. In hybrid: proxyAddresses on premises, then sync.',
        'Set-Mailbox <user> -EmailAddresses @{Add="<address>"}',
      ),
      check('Ask the sender to send again', 'A new message, not “send again” from the bounce.'),
    ],
    verify,
    not_fixed: 'accepted-domain',
  }),
  conclusion('c-licence', {
    hypothesis: 'The licence or the mailbox is missing',
    client: 'The subscription for the mailbox is not active.',
    client_next: 'We will reactivate it; the mailbox then comes back with its content.',
    confidence: 90,
    fix: [
      check('Assign the licence again', 'A removed mailbox is kept for 30 days.'),
      check(
        'Wait for the mailbox, then test it',
        'Up to an hour.',
        'Get-EXOMailbox <user> | Format-List RecipientTypeDetails',
      ),
    ],
    verify,
    not_fixed: 'rules',
  }),
]
