import { check, confirmed, option, question, ruledOut, unsure } from '../node.ts'

/** How the sender proves to be genuine, and how strict we are. */
export const filteringNodes = [
  question('sender-auth', {
    ask: 'Do SPF, DKIM and DMARC of the sender pass?',
    context:
      'Authentication-Results header of a received or quarantined message. Forwarders and newsletter tools break SPF.',
    task: check(
      'Read the sender’s authentication results',
      'spf=, dkim=, dmarc=, compauth= and reason=. Compare with the sender’s records.',
      'Resolve-DnsName <sender-domain> -Type TXT; Resolve-DnsName _dmarc.<sender-domain> -Type TXT',
    ),
    client: 'We are checking whether the sender’s messages can be verified as genuine.',
    hypothesis: 'The sender fails authentication',
    confidence: 50,
    options: [
      option(
        'One of them fails',
        'fails|fail|softfail|none|spf fail|dkim fail|dmarc fail|compauth=fail|not aligned',
        'c-sender-auth',
        'Then the filter acts correctly; the sender has to mend it.',
        confirmed(
          'The sender fails SPF, DKIM or DMARC',
          'The sender’s messages cannot be verified as genuine.',
        ),
      ),
      option(
        'All pass',
        'pass|passes|all pass|aligned|fine|ok',
        'policy',
        'The sender is genuine, so our filter is too strict.',
        ruledOut('Failing sender authentication', 'The sender’s messages are genuine.'),
      ),
      option(
        'No message to look at',
        'no message|cannot see|nothing to look at|no header|no headers',
        'policy',
        'Then we look at our own policy.',
        unsure('The sender’s authentication was not checked'),
      ),
    ],
    otherwise: 'policy',
  }),
  question('policy', {
    ask: 'Does the anti-spam or anti-phishing policy act too strictly here?',
    context:
      'Bulk threshold, impersonation of users or domains, mailbox intelligence, advanced spam settings, language and country filters.',
    task: check(
      'Review the filter policies that apply',
      'Which policy applies to the recipient, its bulk threshold and actions.',
      'Get-HostedContentFilterPolicy | Format-List Name,BulkThreshold,SpamAction,HighConfidenceSpamAction,Enable*List; Get-AntiPhishPolicy | Format-List Name,Enabled,*Protection*,*Action',
    ),
    client: 'We are reviewing how strictly the filter is set.',
    hypothesis: 'The spam filter is too strict',
    confidence: 55,
    options: [
      option(
        'Yes, too strict',
        'yes|too strict|impersonation|threshold|country|language|strict',
        'c-filter',
        'The policy catches normal mail.',
        confirmed('A filter policy is too strict', 'The filter is set more strictly than needed.'),
      ),
      option(
        'No, it is reasonable',
        'no|reasonable|standard|preset|default|fine',
        'any-other-device',
        'The policy is reasonable; we go back to narrowing.',
        ruledOut('Filter policy too strict', 'The filter is set sensibly.'),
      ),
    ],
    otherwise: 'any-other-device',
  }),
]
