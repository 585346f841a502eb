import { check, confirmed, option, question, ruledOut, unsure } from '../node.ts'

/** The rules of the tenant. */
export const ruleNodes = [
  question('rules', {
    ask: 'Is there a transport rule in Enforce mode that could match this mail?',
    context:
      'Read conditions and exceptions, not names. “Outside the organization” alone matches every external sender.',
    task: check(
      'Review the transport rules',
      'Look for quarantine, redirect, delete, reject, “set SCL”, and at who changed what and when.',
      'Get-TransportRule | Where-Object Mode -eq Enforce | Format-Table Priority,Name,State,WhenChanged; Get-TransportRule <name> | Format-List Description',
    ),
    client: 'We are reviewing the rules of the mail system.',
    hypothesis: 'A transport rule is too wide',
    confidence: 55,
    options: [
      option(
        'Yes, too wide',
        'yes|too wide|matches|found one|found it|it matches|too broad',
        'rule-changed',
        'That rule explains it; before changing it, we learn why it is there.',
        confirmed(
          'A transport rule matches normal mail',
          'A rule in the mail system also catches normal messages.',
        ),
      ),
      option(
        'No rule matches',
        'no|none|no rule|no match|nothing matches|does not match|not the rule',
        'sender-auth',
        'Not a rule. Next: how the sender authenticates.',
        ruledOut('Transport rule', 'The rules of the mail system are not the cause.'),
      ),
      option(
        'There are no rules',
        'there are no rules|zero rules|empty',
        'sender-auth',
        'Then nothing of that kind.',
        ruledOut('Transport rule'),
      ),
    ],
    otherwise: 'sender-auth',
  }),
  question('rule-changed', {
    ask: 'Was the rule made or changed shortly before the first missing message?',
    context:
      'If it is old, ask why it bites only now: a new sender, a new group member, a rule above it removed.',
    task: check(
      'Compare the rule’s change with the first loss',
      'The audit log names who changed it.',
      'Search-UnifiedAuditLog -Operations Set-TransportRule,New-TransportRule,Enable-TransportRule -StartDate (Get-Date).AddDays(-14) -EndDate (Get-Date)',
    ),
    client: 'We are checking when that rule was last changed.',
    hypothesis: 'A transport rule is too wide',
    confidence: 72,
    options: [
      option(
        'Yes, just before',
        'yes|just before|same day|yesterday|this morning|recently|fits',
        'c-rule',
        'Time and effect fit.',
        confirmed(
          'The rule was changed just before the first loss',
          'The rule was changed shortly before the trouble began.',
        ),
      ),
      option(
        'No, it is older',
        'no|older|old|long ago|years|months',
        'c-rule',
        'Older, yet it matches; we test it.',
        confirmed('The rule is older than the trouble'),
      ),
      option(
        'Cannot tell',
        'cannot tell|can not tell|no audit|unknown|not sure',
        'c-rule',
        'We test it then.',
        unsure('When the rule was changed is not known'),
      ),
    ],
    otherwise: 'c-rule',
  }),
]
