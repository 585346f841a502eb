import { check, confirmed, option, question, ruledOut, unsure } from '../node.ts'

/** By elimination: device, user, network, service, change. Every flow ends up here when its own paths are spent. */
export const narrowNodes = [
  question('any-other-device', {
    ask: 'Same user, another device: does it work there?',
    context: 'Separates the device from everything else in one test.',
    task: check(
      'Test with the same user on another device',
      'Another computer, or the web version on a phone.',
    ),
    client: 'We are testing whether it works on another device.',
    hypothesis: null,
    confidence: 30,
    options: [
      option(
        'Works on another device',
        'works on another|works there|works|yes|fine on another|ok on the phone|other device works',
        'any-device-clean',
        'So it is this device.',
        confirmed('It works on another device', 'It works on another device, so the cause is on this one.'),
      ),
      option(
        'Same on another device',
        'same|also fails|fails there too|no|still',
        'any-other-user',
        'Not the device.',
        ruledOut('This device', 'The device itself is not the cause.'),
      ),
      option(
        'Not tested',
        'not tested|not yet|no other device|cannot test|later',
        'any-other-user',
        'We come back to it.',
        unsure('Another device is not tested yet'),
      ),
    ],
    otherwise: 'any-other-user',
  }),
  question('any-device-clean', {
    ask: 'On this device: does it work after a restart, or in a clean profile?',
    context: 'Restart, private browser window, a fresh Windows or program profile: from cheap to dear.',
    task: check(
      'Test restart and clean profile',
      'Uptime first: “fast startup” does not really restart.',
      '(Get-CimInstance Win32_OperatingSystem).LastBootUpTime',
    ),
    client: 'We are testing the device in a clean state.',
    hypothesis: 'Something on this device',
    confidence: 48,
    options: [
      option(
        'Works after a restart',
        'restart|reboot|restarted|rebooted',
        'any-c-restart',
        'Something was stuck; we watch whether it comes back.',
        confirmed('It works after a restart', 'After a restart it works.'),
      ),
      option(
        'Works in a clean profile',
        'clean profile|new profile|private window|incognito|other profile|another account',
        'any-c-profile',
        'The user’s profile on this device.',
        confirmed('It works in a clean profile', 'With a fresh user setup on the device it works.'),
      ),
      option(
        'Still fails',
        'still|fails|no|same|neither',
        'any-device-changed',
        'Then the machine itself.',
        ruledOut('Stuck process or user profile'),
      ),
    ],
    otherwise: 'any-device-changed',
  }),
  question('any-device-changed', {
    ask: 'Was anything installed or updated on this device before it began?',
    context:
      'Windows updates, drivers, antivirus, the program itself; reliability monitor shows them by day.',
    task: check(
      'List recent installs and updates',
      'perfmon /rel shows them with failures by day.',
      'Get-HotFix | Sort-Object InstalledOn -Descending | Select-Object -First 10',
    ),
    client: 'We are checking what was recently changed on the device.',
    hypothesis: 'Something on this device',
    confidence: 52,
    options: [
      option(
        'Yes, shortly before',
        'yes|updated|installed|driver|windows update|antivirus|patch',
        'any-c-update',
        'That update is the first suspect.',
        confirmed(
          'Something was updated on the device just before',
          'The device was updated shortly before this began.',
        ),
      ),
      option(
        'No',
        'no|nothing|none|not that',
        'any-c-device',
        'Then hardware or the installation itself.',
        ruledOut('Recent update on the device'),
      ),
    ],
    otherwise: 'any-c-device',
  }),
  question('any-other-user', {
    ask: 'Another user, same place and device: does it work?',
    context: 'Separates the account from the place.',
    task: check(
      'Test with another user in the same place',
      'A test account with the same rights is best; never a colleague’s password.',
    ),
    client: 'We are testing whether it works for another person.',
    confidence: 34,
    options: [
      option(
        'Works for another user',
        'works for another|works|yes|fine for others|others are fine|only this user',
        'any-account',
        'So it is this account: sign-in, rights, licence or profile.',
        confirmed(
          'It works for another user',
          'For other people it works, so we are looking at this user’s account.',
        ),
      ),
      option(
        'Same for another user',
        'same|also|no|fails too|others too|everyone',
        'any-other-network',
        'Not the account.',
        ruledOut('This user’s account', 'The user’s account is not the cause.'),
      ),
      option(
        'Not tested',
        'not tested|not yet|cannot test|nobody there|later',
        'any-other-network',
        'We come back to it.',
        unsure('Another user is not tested yet'),
      ),
    ],
    otherwise: 'any-other-network',
  }),
  question('any-account', {
    ask: 'What is wrong with the account?',
    context: 'Sign-in logs say why a sign-in failed; compare groups and licences with a working colleague.',
    task: check(
      'Compare the account with a working one',
      'Lockout, expiry, conditional access, groups, licences, quota.',
      'Get-ADUser <user> -Properties LockedOut,PasswordExpired,AccountExpirationDate,MemberOf',
    ),
    client: 'We are checking the settings of the user’s account.',
    hypothesis: 'Something in this account',
    confidence: 52,
    options: [
      option(
        'Sign-in, lock or password',
        'locked|password|sign-in|sign in|expired|mfa|conditional access',
        'any-c-account',
        'A sign-in matter.',
        confirmed('The account’s sign-in is the trouble', 'The user’s sign-in was being refused.'),
      ),
      option(
        'Right, group or licence missing',
        'right|rights|group|licence|license|permission|missing',
        'any-c-rights',
        'Something the colleague has and this account lacks.',
        confirmed('The account lacks a right, group or licence', 'The user’s account lacks a permission.'),
      ),
      option(
        'Nothing different',
        'nothing|same|no difference|identical|no',
        'any-other-network',
        'The accounts are alike; then the surroundings.',
        ruledOut('Account settings', 'The account settings are in order.'),
      ),
    ],
    otherwise: 'any-other-network',
  }),
]
