import { check, confirmed, option, question, ruledOut, unsure } from '../node.ts'

/** Account, permission, second factor, certificate, client: everything that is tied to the person. */
export const signInNodes = [
  question('account', {
    ask: 'Is the account locked, disabled or its password expired?',
    context: 'Look at the directory the gateway really asks: local users, Active Directory or Entra ID.',
    task: check(
      'Check the account in the directory',
      'Ask the user to sign in to webmail: that separates the password from the VPN.',
      'Get-ADUser <user> -Properties LockedOut,Enabled,PasswordExpired,AccountExpirationDate,BadLogonCount | Format-List',
    ),
    client: 'We are checking the user’s account.',
    hypothesis: 'The account is locked or its password is wrong',
    confidence: 45,
    options: [
      option(
        'Locked',
        'locked|lockout|locked out',
        'lock-source',
        'Before unlocking we look for what locks it.',
        confirmed('The account is locked', 'The account was locked for safety.'),
      ),
      option(
        'Expired or disabled',
        'expired|disabled|inactive|must change',
        'c-account',
        'That explains it.',
        confirmed(
          'The account is disabled or its password expired',
          'The password or the account has expired.',
        ),
      ),
      option(
        'Account is fine',
        'fine|ok|active|not locked|enabled|good|works in webmail|no',
        'group',
        'The account is fine.',
        ruledOut('Account locked or expired', 'The account itself is in order.'),
      ),
    ],
    otherwise: 'group',
  }),
  question('lock-source', {
    ask: 'What locks the account?',
    context: 'Event 4740 on the domain controller names the computer; often a phone or a stored password.',
    task: check(
      'Find the source of the lockout',
      'On the PDC emulator.',
      'Get-WinEvent -FilterHashtable @{LogName="Security"; Id=4740} -MaxEvents 20 | Format-List TimeCreated,Message',
    ),
    client: 'We are finding out what locked the account.',
    hypothesis: 'An old stored password locks the account',
    confidence: 62,
    options: [
      option(
        'An old stored password',
        'stored|old password|saved|phone|credential manager|mapped drive|scheduled task',
        'c-lock',
        'That fits a changed password.',
        confirmed(
          'An old stored password locks the account',
          'An old saved password kept locking the account.',
        ),
      ),
      option(
        'Attempts from outside',
        'outside|attack|brute|unknown address|foreign|gateway|spray',
        'c-attack',
        'Somebody is guessing; unlocking alone is not enough.',
        confirmed(
          'Sign-in attempts from outside lock the account',
          'Somebody else has been trying to sign in to the account.',
        ),
      ),
      option(
        'Not found',
        'not found|unknown|no event|unclear|not sure',
        'c-lock',
        'We unlock and watch.',
        unsure('What locked the account is not known'),
      ),
    ],
    otherwise: 'c-lock',
  }),
  question('group', {
    ask: 'Is the user in the group that may use the VPN?',
    context:
      'Dial-in tab, NPS policy, firewall group, app assignment in Entra ID; nested groups often do not count.',
    task: check(
      'Check the VPN permission',
      'Compare with a colleague who can connect; read the NPS or gateway log for the policy that refused.',
      'Get-ADPrincipalGroupMembership <user> | Select-Object Name',
    ),
    client: 'We are checking the permission for the remote connection.',
    hypothesis: 'The permission for the VPN is missing',
    confidence: 45,
    options: [
      option(
        'No, it is missing',
        'missing|not in|not a member|no permission|denied|removed|no',
        'c-group',
        'That explains it.',
        confirmed('The VPN permission is missing', 'The permission for the remote connection is missing.'),
      ),
      option(
        'Yes, it is in the group',
        'yes|in the group|member|has it|there|same as colleague',
        'mfa',
        'Permission is there.',
        ruledOut('VPN permission', 'The permission for the remote connection is there.'),
      ),
    ],
    otherwise: 'mfa',
  }),
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
