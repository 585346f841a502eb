import { check, confirmed, option, question, ruledOut } from '../node.ts'

/** Second factor, clocks, certificates. */
export const proofNodes = [
  question('mfa', {
    ask: 'Does the second factor arrive and is it accepted?',
    context:
      'No prompt at all: RADIUS or NPS extension. A prompt that comes too late: the gateway’s timeout (60 s is sensible).',
    task: check(
      'Watch one sign-in with the second factor',
      'Sign-in log in Entra ID at the same moment; number matching, default method, clock of the phone.',
    ),
    client: 'We are checking the confirmation of the sign-in on the phone.',
    hypothesis: 'The second factor fails',
    confidence: 48,
    options: [
      option(
        'No prompt arrives',
        'no prompt|not arrive|does not arrive|nothing arrives|no push|no code|never arrives',
        'mfa-method',
        'Method, phone, or the way to the identity service.',
        confirmed('No second-factor prompt arrives', 'The confirmation request does not reach the phone.'),
      ),
      option(
        'It arrives, then refused',
        'refused|too late|times out|timeout|rejected|denied|wrong code',
        'clock',
        'Timeout or clock.',
        confirmed('The second factor is refused or too late', 'The confirmation is not accepted in time.'),
      ),
      option(
        'Accepted',
        'accepted|works|fine|ok|yes|approved',
        'cert',
        'The second factor is fine.',
        ruledOut('Second factor', 'The confirmation on the phone works.'),
      ),
      option(
        'None is used',
        'none|not used|no mfa|no second factor',
        'cert',
        'None in use; note that for the next review.',
        confirmed('No second factor is used'),
      ),
    ],
    otherwise: 'cert',
  }),
  question('mfa-method', {
    ask: 'Is the right phone registered, and does the app work elsewhere?',
    context:
      'A new phone needs a new registration; RADIUS often works only with push or call, not with codes.',
    task: check(
      'Check the registered methods',
      'Let the user sign in to a web page with the second factor as a test.',
      'Get-MgUserAuthenticationMethod -UserId <user>',
    ),
    client: 'We are checking which phone is registered for confirming the sign-in.',
    hypothesis: 'The second factor is registered on another device',
    confidence: 62,
    options: [
      option(
        'Old phone or no method',
        'old phone|no method|wrong phone|not registered|lost',
        'c-mfa',
        'Register anew.',
        confirmed(
          'The second factor is on an old device',
          'The confirmation is still set up for an old phone.',
        ),
      ),
      option(
        'Works on the web',
        'works on the web|works|yes|fine|web works',
        'gw-auth',
        'So the method is right and the gateway’s way to it is not.',
        ruledOut('Registered method', 'The phone is set up correctly.'),
      ),
    ],
    otherwise: 'gw-auth',
  }),
  question('clock', {
    ask: 'Are the clocks right: phone, computer, gateway?',
    context: 'Codes fail from about a minute, certificates and Kerberos from five minutes of difference.',
    task: check(
      'Compare the clocks',
      null,
      'w32tm /query /status; w32tm /stripchart /computer:time.windows.com /samples:3 /dataonly',
    ),
    client: 'We are checking whether the clocks agree.',
    hypothesis: 'A clock is wrong',
    confidence: 45,
    options: [
      option(
        'One is off',
        'off|wrong|minutes|behind|ahead|yes',
        'c-clock',
        'That breaks codes and certificates.',
        confirmed('A clock is wrong', 'A clock was wrong, so the confirmation was refused.'),
      ),
      option(
        'All are right',
        'right|fine|ok|in sync|synchronised|same|no',
        'gw-auth',
        'The clocks agree.',
        ruledOut('Clock difference', 'The clocks agree.'),
      ),
    ],
    otherwise: 'gw-auth',
  }),
  question('cert', {
    ask: 'Are all certificates valid and trusted?',
    context: 'The gateway’s (name, expiry, chain), and the user’s or computer’s where they are used.',
    task: check(
      'Check the certificates on both ends',
      'Expiry, name, key usage, revocation list reachable; after renewals the old one is often still bound.',
      'Get-ChildItem Cert:\\LocalMachine\\My,Cert:\\CurrentUser\\My | Format-Table Subject,NotAfter,Issuer',
    ),
    client: 'We are checking the digital identity of both ends.',
    hypothesis: 'A certificate is expired or not trusted',
    confidence: 48,
    options: [
      option(
        'The user’s has expired',
        'user|client|computer|machine|mine|theirs|client certificate',
        'c-client-cert',
        'Renew it.',
        confirmed(
          'The user’s certificate has expired or is missing',
          'The computer’s digital identity has expired.',
        ),
      ),
      option(
        'The gateway’s is wrong',
        'gateway|server|firewall|portal|name mismatch|chain',
        'c-gateway-cert',
        'That will hit everybody soon.',
        confirmed(
          'The gateway’s certificate is expired or wrong',
          'The digital identity of the company’s side has expired.',
        ),
      ),
      option(
        'All valid, or none used',
        'valid|fine|ok|trusted|none|not used|all good|no',
        'client-version',
        'Certificates are right.',
        ruledOut('Certificate', 'The digital identities are valid.'),
      ),
    ],
    otherwise: 'client-version',
  }),
]
