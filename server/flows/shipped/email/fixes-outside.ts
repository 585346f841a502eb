import { check, conclusion } from '../node.ts'

const verify = 'Does a new test message arrive now?'

/** Causes in domain, connectors, service, or at the other side. */
export const outsideFixes = [
  conclusion('c-mx', {
    hypothesis: 'MX records send mail to the wrong place',
    client: 'Your internet domain directs part of your mail to the wrong place.',
    client_next: 'We will correct the entry; the change needs up to a few hours to take effect everywhere.',
    confidence: 92,
    fix: [
      check(
        'Correct the MX records',
        'Remove leftovers of old providers; note the old values and the TTL first.',
      ),
      check(
        'Collect mail at the wrong place',
        'If the old provider still has mailboxes, take over what arrived there.',
      ),
      check('Watch from a public resolver', null, 'Resolve-DnsName <domain> -Type MX -Server 1.1.1.1'),
    ],
    verify,
    not_fixed: 'connector',
  }),
  conclusion('c-domain-expired', {
    hypothesis: 'The domain is expired or its name servers do not answer',
    client: 'Your internet domain is not answering, so nobody can reach your mailboxes.',
    client_next: 'We are having the domain reactivated with its provider.',
    confidence: 94,
    fix: [
      check(
        'Have the domain renewed at once',
        'The owner of the registration must act; after expiry there are only days.',
      ),
      check('Check the records after renewal', 'MX, SPF, DKIM, DMARC and the name servers.'),
    ],
    verify,
    not_fixed: 'connector',
  }),
  conclusion('c-domain', {
    hypothesis: 'The accepted domain is missing or of the wrong type',
    client: 'Your domain is not set up completely for e-mail.',
    client_next: 'We will complete the setup and test it.',
    confidence: 88,
    fix: [
      check(
        'Correct the accepted domain',
        'Authoritative if all mailboxes are in the cloud; Internal relay only with a working connector.',
        'Set-AcceptedDomain <domain> -DomainType Authoritative',
      ),
      check('Send a test to a known and an unknown address'),
    ],
    verify,
    not_fixed: 'service',
  }),
  conclusion('c-connector', {
    hypothesis: 'A connector refuses or diverts the mail',
    client: 'A connection between two mail systems refuses the messages.',
    client_next: 'We will correct that connection and pass the waiting messages on.',
    confidence: 85,
    fix: [
      check(
        'Correct the connector',
        'Addresses, certificate name, smart host; note the old values first.',
        'Set-InboundConnector <name> -SenderIPAddresses <list>',
      ),
      check('Validate the connector', null, 'Validate-OutboundConnector <name> -Recipients <test-address>'),
    ],
    verify,
    not_fixed: 'licence',
  }),
  conclusion('c-front-filter', {
    hypothesis: 'The filter in front of the tenant holds the mail',
    client: 'A protective filter holds back these messages.',
    client_next: 'We will release them and adjust the filter.',
    confidence: 88,
    fix: [
      check('Release the mail in the filter', 'After a look at the reason.'),
      check('Adjust the filter’s policy', 'Allow by authenticated sender, not by address alone.'),
    ],
    verify,
    not_fixed: 'connector',
  }),
  conclusion('c-service', {
    hypothesis: 'The provider has a fault',
    client: 'The e-mail provider has a disruption on its side.',
    client_next:
      'We are following the provider’s reports; messages that are waiting will be delivered afterwards.',
    confidence: 82,
    fix: [
      check(
        'Follow the advisory',
        'Note its number; open a case with Microsoft if it does not name this tenant.',
      ),
      check(
        'Offer a way around',
        'Phone, or a second address for urgent matters; change no settings meanwhile.',
      ),
    ],
    verify: 'Is the advisory resolved, and does a test message arrive?',
    not_fixed: 'trace',
  }),
  conclusion('c-sender-side', {
    hypothesis: 'The message never left the sender’s side',
    client: 'The message never left the sender’s system.',
    client_next: 'We will give the sender what their IT needs to find the cause.',
    confidence: 80,
    fix: [
      check(
        'Tell the sender what to look for',
        'Outbox, their outgoing filter, their trace with our server’s answer.',
      ),
      check('Prove our side with a test', 'From a private mailbox to the same recipient.'),
    ],
    verify: 'Does a new message from this sender arrive?',
    not_fixed: 'mx',
  }),
  conclusion('c-wrong-address', {
    hypothesis: 'A wrong or outdated address was used',
    client: 'The messages went to an outdated or misspelled address.',
    client_next: 'We will help to correct the stored address.',
    confidence: 92,
    fix: [
      check(
        'Have the stored address removed',
        'Auto-complete entry and contact card; then type the address anew.',
      ),
      check('Consider the old address as an alias', 'If many still write to it.'),
    ],
    verify,
    not_fixed: 'mx',
  }),
  conclusion('c-listed', {
    hypothesis: 'A block list names our domain or address',
    client: 'Our messages are on a block list.',
    client_next: 'We will remove the reason and apply for the entry to be deleted.',
    confidence: 82,
    fix: [
      check(
        'Find and remove the reason',
        'A taken-over account, a web form, a newsletter from the normal domain.',
      ),
      check('Apply for removal', 'At the list itself; for Microsoft addresses at sender.office.com.'),
    ],
    verify: 'Do sent messages arrive at the recipient now?',
    not_fixed: 'own-auth',
  }),
  conclusion('c-own-auth', {
    hypothesis: 'Our domain fails SPF, DKIM or DMARC',
    client: 'Other companies cannot verify your messages as genuine.',
    client_next: 'We will correct the entries of your internet domain; this takes effect within a few hours.',
    confidence: 86,
    fix: [
      check('Correct SPF', 'One record, every sending service in it, at most ten look-ups.'),
      check(
        'Switch DKIM on',
        'Publish both selectors first.',
        'Set-DkimSigningConfig -Identity <domain> -Enabled $true',
      ),
      check('Check DMARC alignment', 'Start with p=none and reports if there is none.'),
    ],
    verify: 'Do sent messages arrive at the recipient now?',
    not_fixed: 'out-connector',
  }),
  conclusion('c-too-large', {
    hypothesis: 'The message is too large for the other side',
    client: 'The message is too large for the recipient.',
    client_next: 'We will show a way to share large files safely.',
    confidence: 92,
    fix: [check('Send a sharing link instead', 'OneDrive or SharePoint link with an end date.')],
    verify: 'Has the recipient got the file?',
    not_fixed: 'out-connector',
  }),
  conclusion('c-other-side', {
    hypothesis: 'The recipient’s side holds the mail',
    client: 'The recipient’s own filter is holding the messages.',
    client_next: 'We will give the recipient’s side everything they need to release them.',
    confidence: 78,
    fix: [
      check(
        'Send the proof to the recipient’s IT',
        'Message ID, time with zone, their server’s 250 answer, our authentication results.',
      ),
      check('Agree on another way meanwhile', 'Phone or another address.'),
    ],
    verify: 'Does the recipient get the messages now?',
    not_fixed: 'any-other-device',
  }),
]
