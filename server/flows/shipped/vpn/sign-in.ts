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
]
