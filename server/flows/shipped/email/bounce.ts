import { check, confirmed, option, question, ruledOut } from '../node.ts'

/** A non-delivery report came back: what its code means and what to look at. */
export const bounceNodes = [
  question('code', {
    ask: 'Which code does the report show?',
    context:
      'Look for a number like 5.7.1 and for the server named after “Generating server” or “Remote server returned”.',
    task: check(
      'Read code and server of the report',
      'The server that generated it tells whether we or the other side refused.',
    ),
    client: 'We are evaluating the error message the sender received.',
    confidence: 38,
    options: [
      option(
        '5.1.1 / 5.1.10, unknown address',
        '5.1.1|5.1.10|5.1.0|unknown recipient|unknown address|user unknown|recipient not found|does not exist',
        'recipient',
        'The address is not known to the tenant, at least not in this form.',
        confirmed(
          'The report says the address is unknown (5.1.x)',
          'The error message says the address is not known.',
        ),
      ),
      option(
        '5.2.2 / 5.2.3, full or too large',
        '5.2.2|5.2.3|5.3.4|mailbox full|quota|too large|size limit',
        'size',
        'A full mailbox or a size limit; quickly checked.',
        confirmed(
          'The report says mailbox full or message too large (5.2.x)',
          'The error message points to a full mailbox or a very large message.',
        ),
      ),
      option(
        '5.4.x / 4.4.x, routing or DNS',
        '5.4|4.4|routing|loop|hop count|host not found|dns|could not connect|timed out',
        'mx',
        'The sender’s server did not find or reach ours: records and routing.',
        confirmed(
          'The report shows a routing or DNS fault (x.4.x)',
          'The sender’s mail system could not find its way to yours.',
        ),
      ),
      option(
        '5.7.1 / 5.7.1xx, not permitted',
        '5.7.1|5.7.124|5.7.129|5.7.133|5.7.134|5.7.136|not permitted|access denied|not authorized|restricted|rejected by',
        'restrictions',
        'Refused by a permission: recipient restrictions, a block list or a rule.',
        confirmed(
          'The report says not permitted (5.7.1xx)',
          'The error message says that delivery was not permitted.',
        ),
      ),
      option(
        '5.7.23 / 5.7.26 / 5.7.509, sender check',
        '5.7.23|5.7.26|5.7.25|5.7.509|5.7.515|spf|dkim|dmarc|authentication checks',
        'sender-auth',
        'The sender’s domain failed its own authentication.',
        confirmed(
          'The report says sender authentication failed',
          'The error message says that the sender could not be verified.',
        ),
      ),
      option(
        '5.7.51, connector restriction',
        '5.7.51|5.7.64|restrictdomains|tenant attribution|connector|tlscert',
        'connector',
        'An inbound connector accepts only certain addresses or certificates.',
        confirmed('The report points to an inbound connector (5.7.51)'),
      ),
    ],
    otherwise: 'service',
  }),
  question('recipient', {
    ask: 'Does the address exist in the tenant, spelled exactly as in the report?',
    context: 'Recently removed users, missing aliases and directory sync are the usual reasons.',
    task: check(
      'Look the address up',
      'Also among deleted users; in a hybrid setup look at the proxyAddresses on premises.',
      'Get-Recipient -Filter "EmailAddresses -eq \'smtp:<address>\'" | Format-List Name,RecipientTypeDetails,EmailAddresses',
    ),
    client: 'We are checking whether the address is set up correctly.',
    hypothesis: 'The address does not exist in this form',
    confidence: 55,
    options: [
      option(
        'No, not found',
        'not found|missing|does not exist|deleted|not there|no result|no such',
        'c-address',
        'Then the refusal is correct and the address has to be added or restored.',
        confirmed('The address does not exist in the tenant', 'The address is currently not set up.'),
      ),
      option(
        'Yes, but on premises too',
        'on premises|on-premises|on prem|hybrid|synced|sync',
        'accepted-domain',
        'In a hybrid setup the type of the accepted domain and the connector decide.',
        confirmed('The recipient is synchronised from on premises'),
      ),
      option(
        'Yes, it exists',
        'yes|exists|found|it is there|present|resolves',
        'accepted-domain',
        'The recipient is fine, so the domain or the sender’s stored address is in question.',
        ruledOut('Missing recipient address', 'The address itself is set up correctly.'),
      ),
    ],
    otherwise: 'accepted-domain',
  }),
  question('accepted-domain', {
    ask: 'Is the domain an accepted domain, and of the right type?',
    context:
      'Authoritative refuses unknown recipients at once; Internal relay passes them on to a connector that must exist.',
    task: check(
      'Check the accepted domains',
      null,
      'Get-AcceptedDomain | Format-Table DomainName,DomainType,Default,InitialDomain',
    ),
    client: 'We are checking how your internet domain is set up for e-mail.',
    hypothesis: 'The domain is not accepted as it should be',
    confidence: 48,
    options: [
      option(
        'Missing or wrong type',
        'missing|wrong type|not listed|internal relay|not accepted|not there|wrong',
        'c-domain',
        'That explains refusals for the whole domain.',
        confirmed(
          'The accepted domain is missing or of the wrong type',
          'Your domain is not set up completely for e-mail.',
        ),
      ),
      option(
        'Listed and right',
        'right|correct|listed|authoritative|fine|ok|yes|good',
        'service',
        'The domain is accepted properly.',
        ruledOut('Accepted domain wrong', 'Your domain is set up correctly for receiving messages.'),
      ),
    ],
    otherwise: 'service',
  }),
]
