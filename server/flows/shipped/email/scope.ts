import { check, confirmed, option, question, unsure } from '../node.ts'

/** Which mail, whose, from whom, since when: the first five questions of nearly every case. */
export const scopeNodes = [
  question('direction', {
    ask: 'Which mail is missing?',
    context: 'Incoming, internal and outgoing mail take different roads, so this decides where we look.',
    client: 'We are establishing which messages are affected.',
    confidence: 10,
    options: [
      option(
        'Incoming from outside',
        'incoming|inbound|from outside|external|externals|outside senders|from customers|from clients',
        'affected',
        'So the road from the internet to the mailbox is in question; internal mail is the comparison.',
        confirmed(
          'Mail from outside does not arrive',
          'Messages from outside are not arriving as they should.',
        ),
      ),
      option(
        'Between colleagues',
        'internal|internally|between colleagues|colleagues|each other|inside the company',
        'affected',
        'Internal mail never leaves the tenant, so MX records and the internet are out of the question.',
        confirmed(
          'Internal mail does not arrive',
          'Messages between colleagues are not arriving as they should.',
        ),
      ),
      option(
        'Outgoing to others',
        'outgoing|outbound|sending|we send|sent mail|recipients do not get|cannot send|can not send',
        'out-affected',
        'Then we look at the sending side: the sender, the own domain, and what the other side answers.',
        confirmed(
          'Sent mail does not reach its recipients',
          'Messages that are sent out do not reach their recipients.',
        ),
      ),
      option(
        'Everything, in and out',
        'everything|all mail|in and out|both directions|both ways|no mail at all|nothing works',
        'service',
        'When both directions stop at once, the service, the licences or the domain come first.',
        confirmed('Mail stopped in both directions', 'Messages are currently neither arriving nor leaving.'),
      ),
    ],
    otherwise: 'affected',
  }),
  question('affected', {
    ask: 'Who misses mail: one mailbox, several, or everyone?',
    context:
      'One mailbox points to its settings, everyone points to a rule, a connector, the domain or the service.',
    task: check(
      'Find out who is affected',
      'Ask a second person in another department to receive a test from a private address.',
    ),
    client: 'We are finding out how many people are affected.',
    confidence: 15,
    options: [
      option(
        'One mailbox',
        'one mailbox|only one|one user|one person|single user|just her|just him|only her|only him|only me|just one',
        'senders',
        'With one mailbox the tenant as a whole works; we look at this recipient.',
        confirmed('One mailbox is affected', 'One mailbox is affected; the others are working normally.'),
      ),
      option(
        'Several',
        'several|some|a few|few users|multiple|one department|a group|a team|shared mailbox',
        'several-share',
        'Several but not all: we look for what they have in common.',
        confirmed('Several mailboxes are affected', 'Several people are affected, but not everyone.'),
      ),
      option(
        'Everyone',
        'everyone|everybody|all users|whole company|all of them|whole office|all mailboxes|company wide|company-wide',
        'senders',
        'Everyone means something they all share: a rule, a connector, the domain, the service.',
        confirmed('All mailboxes are affected', 'All mailboxes are affected.'),
      ),
    ],
    otherwise: 'senders',
  }),
  question('several-share', {
    ask: 'What do the affected people have in common?',
    context: 'A shared group, domain or rule scope is usually the cause itself.',
    task: check(
      'Compare affected and working mailboxes',
      'Domain, group memberships, location, licence, date of creation.',
      'Get-Recipient <user> | Format-List PrimarySmtpAddress,EmailAddresses,RecipientTypeDetails,WhenCreated',
    ),
    client: 'We are comparing the affected mailboxes with those that work.',
    confidence: 22,
    options: [
      option(
        'Same e-mail domain',
        'same domain|second domain|other domain|new domain|same e-mail domain|same email domain',
        'accepted-domain',
        'Then the domain itself is suspect: how it is accepted and where its records point.',
        confirmed(
          'Only addresses of one domain are affected',
          'Only addresses with one particular ending are affected.',
        ),
      ),
      option(
        'Mail goes to a group',
        'group|distribution list|list|team address|shared address',
        'group-delivery',
        'Groups have their own delivery restrictions and moderation.',
        confirmed('Mail to a group address does not arrive', 'Messages to one group address are affected.'),
      ),
      option(
        'Same licence or new accounts',
        'licence|license|new accounts|new users|migrated|recently created',
        'licence',
        'A missing licence or an unfinished migration leaves a recipient without a mailbox.',
        confirmed('The affected accounts share a licence or were made recently'),
      ),
      option(
        'Nothing we can see',
        'nothing|nothing in common|no pattern|do not know|dont know|not sure',
        'senders',
        'Then the sender side may be what they share.',
        unsure('What the affected mailboxes share is not known'),
      ),
    ],
    otherwise: 'senders',
  }),
]
