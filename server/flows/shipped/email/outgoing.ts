import { check, confirmed, option, question, ruledOut } from '../node.ts'

/** Mail our client sends does not arrive at the other side. */
export const outgoingNodes = [
  question('out-affected', {
    ask: 'Who cannot reach whom?',
    context:
      'One sender points to the account, one recipient domain to the other side, everybody to domain or reputation.',
    task: check(
      'Narrow down senders and recipients',
      'Send a test from another account, and to a private address.',
    ),
    client: 'We are finding out which messages do not get through.',
    confidence: 18,
    options: [
      option(
        'One sender, all recipients',
        'one sender|one user|one account|one person|only one|single',
        'out-outbox',
        'One account: its outbox, its limits, its state.',
        confirmed('One sender is affected', 'Messages of one person do not get through.'),
      ),
      option(
        'One recipient domain',
        'one recipient|one domain|one company|one customer|certain recipient|single recipient|one address',
        'out-bounce',
        'The other side refuses us; the bounce says why.',
        confirmed(
          'One recipient domain is affected',
          'Messages to one particular company do not get through.',
        ),
      ),
      option(
        'Everyone, everywhere',
        'everyone|everybody|all|all recipients|everywhere|whole company',
        'out-service',
        'Then domain, reputation or service.',
        confirmed('All outgoing mail is affected', 'No outgoing messages get through.'),
      ),
    ],
    otherwise: 'out-outbox',
  }),
  question('out-outbox', {
    ask: 'Does the message leave the outbox and stand in Sent Items?',
    context:
      'A large attachment or a broken draft blocks everything behind it; compare with Outlook on the web.',
    task: check('Check outbox and Sent Items', 'Send a short test from Outlook on the web too.'),
    client: 'We are checking whether messages leave the mail program.',
    confidence: 25,
    options: [
      option(
        'Stuck in the outbox',
        'stuck|outbox|does not leave|queued|pending',
        'program',
        'The mail program holds it.',
        confirmed('Messages stay in the outbox', 'Messages stay in the mail program and are not sent.'),
      ),
      option(
        'It is in Sent Items',
        'sent items|sent|it leaves|yes|left',
        'out-bounce',
        'It left the mailbox.',
        ruledOut('Outlook holds the mail back', 'Messages do leave the mail program.'),
      ),
    ],
    otherwise: 'out-bounce',
  }),
  question('out-bounce', {
    ask: 'Which code does the bounce show?',
    context: 'The sender’s mailbox holds it; read the diagnostic text and who generated it.',
    task: check('Read the bounce', 'Code, text, and the server that refused.'),
    client: 'We are evaluating the error message that came back.',
    confidence: 35,
    options: [
      option(
        '5.1.8 / 5.7.501-5.7.705, sender blocked',
        '5.1.8|5.7.50|5.7.70|bad outbound sender|sender blocked|restricted entit|account blocked',
        'out-blocked',
        'Microsoft has stopped this account from sending.',
        confirmed(
          'The bounce says that our sender is blocked',
          'The account was stopped from sending for safety reasons.',
        ),
      ),
      option(
        '5.7.1 / 5.7.23-5.7.26, sender check',
        '5.7.23|5.7.26|5.7.27|5.7.509|5.7.515|spf|dkim|dmarc|authentication',
        'own-auth',
        'The other side does not believe that we are we.',
        confirmed(
          'The bounce says that our domain fails authentication',
          'The other side could not verify our sender address.',
        ),
      ),
      option(
        'Reputation or block list',
        'block list|blocklist|blacklist|reputation|spamhaus|listed|5.7.511|5.7.606|5.7.750',
        'out-blocked',
        'A list refuses our address.',
        confirmed('The bounce names a block list', 'The other side’s filter refuses our messages.'),
      ),
      option(
        '5.1.1 / 5.4.x, not found',
        '5.1.1|5.1.10|5.4|unknown|not found|does not exist|4.4',
        'out-address',
        'Address or routing of the recipient.',
        confirmed('The bounce says: recipient or domain not found', 'The recipient’s address was not found.'),
      ),
      option(
        '5.2.x / 5.3.4, size',
        '5.2|5.3.4|too large|size|552',
        'c-too-large',
        'Too large for one of the two sides.',
        confirmed('The bounce says: too large', 'The message is too large for the recipient.'),
      ),
      option(
        'No bounce',
        'no bounce|nothing|none|no error|no',
        'out-service',
        'Accepted by the other side or still on the way.',
        confirmed('No bounce comes back', 'No error message has come back.'),
      ),
    ],
    otherwise: 'out-service',
  }),
  question('out-service', {
    ask: 'What does the trace say about the sent message?',
    context:
      'Trace by sender; the event “Send external” with a 250 answer proves that the other server took it.',
    task: check(
      'Trace the sent message',
      'Note the remote server’s answer in the detail.',
      'Get-MessageTraceV2 -SenderAddress <user> -StartDate (Get-Date).AddDays(-2) -EndDate (Get-Date) | Format-Table Received,RecipientAddress,Subject,Status',
    ),
    client: 'We are following the path of a sent message.',
    confidence: 38,
    options: [
      option(
        'Delivered (250 from them)',
        'delivered|250|accepted|send external|taken',
        'own-auth',
        'They took it; it is likely in their junk or quarantine.',
        confirmed('The other side accepted the message', 'The other side did accept the message.'),
      ),
      option(
        'Pending',
        'pending|deferred|retry|queued|waiting',
        'out-connector',
        'It waits for the next hop.',
        confirmed('The sent message is pending', 'The message is waiting to be passed on.'),
      ),
      option(
        'Failed',
        'failed|rejected|refused',
        'out-blocked',
        'Refused; we look at our standing.',
        confirmed('The sent message failed', 'The message was refused.'),
      ),
      option(
        'Not in the trace',
        'not in|nothing|not found|no entry|empty',
        'program',
        'It never left the mail program.',
        confirmed('The sent message is not in the trace', 'The message never left the mail program.'),
      ),
    ],
    otherwise: 'own-auth',
  }),
]
