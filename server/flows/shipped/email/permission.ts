import { check, confirmed, option, question, ruledOut, unsure } from '../node.ts'

/** Whether the recipient or the tenant refuses the sender. */
export const permissionNodes = [
  question('restrictions', {
    ask: 'Does the recipient accept mail from this sender?',
    context: '“Only internal senders” on a group or shared mailbox is the classic one.',
    task: check(
      'Check delivery restrictions of the recipient',
      'RequireSenderAuthenticationEnabled true means: internal senders only.',
      'Get-Recipient <address> | Format-List RequireSenderAuthenticationEnabled,AcceptMessagesOnlyFrom*,RejectMessagesFrom*',
    ),
    client: 'We are checking who is allowed to write to this address.',
    hypothesis: 'The recipient refuses this sender',
    confidence: 50,
    options: [
      option(
        'It refuses this sender',
        'refuses|restricted|internal only|only internal|authenticated only|not allowed|rejects',
        'c-restricted',
        'Found: the restriction itself refuses the mail.',
        confirmed(
          'A delivery restriction refuses the sender',
          'The address is set to accept messages from certain senders only.',
        ),
      ),
      option(
        'No restriction there',
        'no restriction|none|no restrictions|open|not restricted|accepts',
        'block-list',
        'Not the recipient’s own restriction; next the tenant’s block list.',
        ruledOut('Delivery restriction on the recipient'),
      ),
    ],
    otherwise: 'block-list',
  }),
  question('group-delivery', {
    ask: 'Is the group limited to internal senders, or moderated?',
    context: 'Groups are made with internal senders only; moderated mail waits for somebody to approve it.',
    task: check(
      'Check the group’s delivery settings',
      'For a Microsoft 365 group: Get-UnifiedGroup. A moderator who has left keeps the mail waiting for two days.',
      'Get-DistributionGroup <group> | Format-List RequireSenderAuthenticationEnabled,ModerationEnabled,ModeratedBy,AcceptMessagesOnlyFrom*',
    ),
    client: 'We are checking the delivery settings of the group address.',
    hypothesis: 'The group refuses or holds the mail',
    confidence: 50,
    options: [
      option(
        'Internal senders only',
        'internal only|internal senders|only internal|sender authentication|restricted',
        'c-restricted',
        'That refuses every outside sender.',
        confirmed(
          'The group takes internal senders only',
          'The group address accepts messages from colleagues only.',
        ),
      ),
      option(
        'Moderated',
        'moderated|moderation|moderator|approval',
        'c-restricted',
        'The mail waits for approval.',
        confirmed(
          'The group is moderated and mail waits for approval',
          'Messages to the group wait for somebody’s approval.',
        ),
      ),
      option(
        'Neither',
        'neither|open|no restriction|not moderated|none|no',
        'senders',
        'The group is open; we go on with the senders.',
        ruledOut('Group restriction or moderation'),
      ),
    ],
    otherwise: 'senders',
  }),
  question('block-list', {
    ask: 'Is the sender on a block list of the tenant?',
    context: 'Tenant Allow/Block List, and blocked senders or domains in the anti-spam policy.',
    task: check(
      'Check the tenant’s block lists',
      null,
      'Get-TenantAllowBlockListItems -ListType Sender -Block; Get-HostedContentFilterPolicy | Format-List Name,BlockedSenders,BlockedSenderDomains',
    ),
    client: 'We are checking whether the sender was blocked by mistake.',
    hypothesis: 'The sender is blocked in the tenant',
    confidence: 45,
    options: [
      option(
        'Yes, it is listed',
        'yes|listed|blocked|on the list|found',
        'c-blocked',
        'Found: the sender is blocked by our own list.',
        confirmed('The sender is on the tenant’s block list', 'The sender was on a block list.'),
      ),
      option(
        'No, not listed',
        'no|not listed|not blocked|clean|nothing',
        'rules',
        'Not blocked by a list; rules come next.',
        ruledOut('Sender on a block list', 'The sender is not blocked on your side.'),
      ),
      option(
        'Cannot see the lists',
        'cannot see|no access|no rights|can not see',
        'rules',
        'Then rules first.',
        unsure('Block lists were not checked'),
      ),
    ],
    otherwise: 'rules',
  }),
]
