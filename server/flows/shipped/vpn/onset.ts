import { check, confirmed, option, question } from '../node.ts'

/** Since when, and which error. */
export const onsetNodes = [
  question('since', {
    ask: 'When did it last work, and what changed since?',
    context: 'Password change, new router, Windows update, new phone, travel: ask for each by name.',
    task: check(
      'Ask for changes since it last worked',
      'Password, phone, router or provider, updates, place.',
    ),
    client: 'We are establishing when it last worked and what has changed since.',
    confidence: 22,
    options: [
      option(
        'Password was changed',
        'password|changed password|new password|reset password',
        'account',
        'Stored old passwords lock accounts.',
        confirmed('The password was changed just before', 'The password was changed shortly before.'),
      ),
      option(
        'New phone or sign-in app',
        'new phone|phone|authenticator|app|mfa|token',
        'mfa',
        'Then the confirmation of the sign-in.',
        confirmed('The phone for sign-in was changed', 'The phone used to confirm the sign-in was changed.'),
      ),
      option(
        'Update on the computer',
        'update|windows update|updated|upgrade|new client|new version',
        'client-version',
        'An update just before is a strong lead.',
        confirmed('The computer was updated just before', 'The computer was updated shortly before.'),
      ),
      option(
        'Other place, router or provider',
        'router|provider|place|hotel|travel|moved|new internet|abroad|holiday|fibre',
        'elsewhere',
        'A new network, so we test another.',
        confirmed(
          'The network at the user’s place changed',
          'The internet connection at the user’s place has changed.',
        ),
      ),
      option(
        'Nothing known',
        'nothing|no change|nothing changed|suddenly|unknown|not known',
        'error',
        'Then the error code.',
        confirmed('No change is known', 'No change is known that would explain it.'),
      ),
      option(
        'It never worked',
        'never worked|never|new user|new setup|new computer|first time',
        'group',
        'A setup question: permission first.',
        confirmed('It never worked for this user', 'It has not worked since it was set up.'),
      ),
    ],
    otherwise: 'error',
  }),
  question('error', {
    ask: 'Which error does the client show?',
    context: 'The code in the window, or in the event log under RasClient; other clients keep their own log.',
    task: check(
      'Read the error code',
      'Event log › Application, source RasClient, event 20227 ends with the code.',
      'Get-WinEvent -FilterHashtable @{LogName="Application"; ProviderName="RasClient"} -MaxEvents 5 | Format-List TimeCreated,Message',
    ),
    client: 'We are evaluating the error message.',
    confidence: 30,
    options: [
      option(
        '691, or wrong user name or password',
        '691|user name or password|wrong password|credentials|authentication failed|access denied|login failed|permission denied',
        'account',
        'The gateway answered and refused the sign-in.',
        confirmed('Error 691, sign-in refused', 'The connection is reached, but the sign-in is refused.'),
      ),
      option(
        '809 or 800, no answer',
        '809|800|no answer|no response|timed out|timeout|unreachable|not responding',
        'elsewhere',
        'Packets do not come through, or nobody answers.',
        confirmed('Error 809 or 800, no answer from the gateway', 'The connection gets no answer.'),
      ),
      option(
        '789 or 13801, security negotiation',
        '789|13801|13806|13868|security layer|ike|pre-shared|negotiation|policy match',
        'ike',
        'The two ends do not agree: key, certificate or proposal.',
        confirmed(
          'Error 789 or 138xx, the security negotiation fails',
          'The two ends cannot agree on a secure connection.',
        ),
      ),
      option(
        '868, name not resolved',
        '868|name could not be resolved|not resolved|dns|host not found|unknown host',
        'net-name',
        'The gateway’s name is not found.',
        confirmed('Error 868, gateway name not resolved', 'The address of the connection is not found.'),
      ),
      option(
        '720, no protocol',
        '720|ppp|protocol|wan miniport|miniport',
        'miniport',
        'The adapters of Windows, or no address from the pool.',
        confirmed(
          'Error 720, no PPP protocol',
          'The connection begins but is not completed on the computer.',
        ),
      ),
      option(
        'Certificate warning',
        'certificate|cert|not trusted|expired|untrusted',
        'cert',
        'A certificate at one of the two ends.',
        confirmed('A certificate warning appears', 'The security check between the two ends fails.'),
      ),
      option(
        'Waits for the second factor',
        'second factor|mfa|push|approval|token|code|authenticator',
        'mfa',
        'The sign-in hangs at the confirmation.',
        confirmed('It hangs at the second factor', 'The sign-in is not being confirmed.'),
      ),
    ],
    otherwise: 'account',
  }),
]
