import { check, confirmed, option, question, ruledOut, unsure } from '../node.ts'

/** How our side stands with the others: address, blocks, authentication, the way out. */
export const standingNodes = [
  question('out-address', {
    ask: 'Does it work to the address typed by hand?',
    context: 'Auto-complete entries keep old or internal (X.500) addresses.',
    task: check(
      'Send a test to the address typed by hand',
      'Delete the auto-complete entry first; confirm the address by phone.',
    ),
    client: 'We are testing the address once more by hand.',
    hypothesis: 'A stored recipient address is outdated',
    confidence: 58,
    options: [
      option(
        'Yes, then it works',
        'yes|works|arrives|then it works',
        'c-wrong-address',
        'A stale stored address.',
        confirmed('Typed by hand it works', 'With the address typed anew, messages arrive.'),
      ),
      option(
        'No, same bounce',
        'no|same|still|bounces',
        'out-connector',
        'Then routing.',
        ruledOut('Outdated stored address'),
      ),
    ],
    otherwise: 'out-connector',
  }),
  question('out-blocked', {
    ask: 'Is the account or our domain listed as blocked?',
    context:
      'Defender › Restricted entities. A blocked sender usually was sending spam: look for the break-in first.',
    task: check(
      'Check restricted entities and block lists',
      'Also look the sending address up at the list the bounce names.',
      'Get-BlockedSenderAddress',
    ),
    client: 'We are checking whether sending was blocked for safety reasons.',
    hypothesis: 'The sender is blocked',
    confidence: 60,
    options: [
      option(
        'The account is restricted',
        'account|restricted|restricted entities|blocked sender|yes',
        'c-compromised',
        'Restricted accounts were sending spam: treat it as taken over.',
        confirmed(
          'The account is in Restricted entities',
          'The account was blocked because unusual messages were sent from it.',
        ),
      ),
      option(
        'A list names our domain or address',
        'list|listed|spamhaus|domain|address|ip',
        'c-listed',
        'A listing can be removed once its reason is gone.',
        confirmed(
          'A block list names our domain or address',
          'Our messages are on a block list at the moment.',
        ),
      ),
      option(
        'Neither',
        'neither|not listed|no|clean|nothing',
        'own-auth',
        'Not blocked; then authentication.',
        ruledOut('Blocked sender', 'The account is not blocked.'),
      ),
    ],
    otherwise: 'own-auth',
  }),
  question('own-auth', {
    ask: 'Do SPF, DKIM and DMARC of our own domain pass?',
    context:
      'Send a test to an outside mailbox and read its Authentication-Results; every tool that sends must be in SPF or sign.',
    task: check(
      'Check our own SPF, DKIM and DMARC',
      'One SPF record only, at most ten look-ups, include:spf.protection.outlook.com; both DKIM selectors published.',
      'Resolve-DnsName <domain> -Type TXT; Resolve-DnsName _dmarc.<domain> -Type TXT; Get-DkimSigningConfig <domain> | Format-List Enabled,Status,Selector*CNAME',
    ),
    client: 'We are checking whether other companies can verify your messages as genuine.',
    hypothesis: 'Our domain fails authentication',
    confidence: 55,
    options: [
      option(
        'One of them fails',
        'fails|fail|softfail|missing|not enabled|two spf|permerror|none',
        'c-own-auth',
        'That explains refusals and junk at the other side.',
        confirmed(
          'SPF, DKIM or DMARC of our domain fails',
          'Other companies cannot verify your messages as genuine at the moment.',
        ),
      ),
      option(
        'All pass',
        'pass|passes|all pass|fine|ok|good',
        'out-connector',
        'Authentication is right.',
        ruledOut('Own SPF, DKIM, DMARC', 'Your messages can be verified as genuine.'),
      ),
    ],
    otherwise: 'out-connector',
  }),
  question('out-connector', {
    ask: 'Does outgoing mail pass a connector, a smart host or a rule?',
    context: 'A signature service, an archive or an old smart host often stands in the way.',
    task: check(
      'Check outbound connectors and rules',
      null,
      'Get-OutboundConnector | Format-List Name,Enabled,SmartHosts,RecipientDomains,TlsSettings; Get-TransportRule | Where-Object Mode -eq Enforce | Format-Table Priority,Name',
    ),
    client: 'We are checking the way messages take when they leave.',
    hypothesis: 'An outbound connector or rule diverts the mail',
    confidence: 52,
    options: [
      option(
        'Yes, and it fails there',
        'yes|smart host|smarthost|fails there|signature|connector',
        'c-connector',
        'The detour fails.',
        confirmed(
          'An outbound connector or smart host fails',
          'A system that passes on outgoing messages is failing.',
        ),
      ),
      option(
        'A rule stops it',
        'rule|transport rule',
        'rule-changed',
        'A rule.',
        confirmed('A transport rule stops outgoing mail', 'A rule in the mail system stops these messages.'),
      ),
      option(
        'No, it leaves directly',
        'no|directly|direct|none|nothing',
        'out-other-side',
        'Our side is clean; the other side must look.',
        ruledOut('Outbound connector or rule', 'Messages leave your side without a detour.'),
      ),
    ],
    otherwise: 'out-other-side',
  }),
  question('out-other-side', {
    ask: 'Does the recipient’s IT find the message in their quarantine or log?',
    context: 'Give them sender, recipient, time with zone, and the message ID from the trace.',
    task: check(
      'Ask the recipient’s IT with the message ID',
      'The 250 answer of their server and its queue ID prove the handover.',
    ),
    client: 'We are asking the recipient’s side to look for the message.',
    hypothesis: 'The other side holds the mail',
    confidence: 55,
    options: [
      option(
        'Yes, held there',
        'yes|held|quarantine|their spam|junk|found',
        'c-other-side',
        'They hold it.',
        confirmed(
          'The recipient’s side holds the message',
          'The recipient’s own filter is holding the message.',
        ),
      ),
      option(
        'No, not found',
        'no|not found|nothing|never arrived',
        'any-other-device',
        'Then we narrow further.',
        ruledOut('Held at the recipient’s side'),
      ),
      option(
        'No answer yet',
        'no answer|waiting|not yet|pending',
        'c-other-side',
        'We prepare what they need.',
        unsure('The recipient’s IT has not answered yet'),
      ),
    ],
    otherwise: 'c-other-side',
  }),
]
