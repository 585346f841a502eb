import { check, confirmed, option, question, ruledOut, unsure } from '../node.ts'

/** Other hands in the mailbox, and the mail program on the device. */
export const deviceNodes = [
  question('delegate', {
    ask: 'Does somebody or something else empty the mailbox?',
    context: 'A delegate, an old phone with POP, a ticket tool that fetches and deletes.',
    task: check(
      'Look who moves or deletes in the mailbox',
      'MoveToDeletedItems, SoftDelete and HardDelete with the client and address that did it.',
      'Search-UnifiedAuditLog -UserIds <user> -Operations MoveToDeletedItems,SoftDelete,HardDelete,Move -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)',
    ),
    client: 'We are checking whether another person or device removes messages.',
    hypothesis: 'Another device or person removes the mail',
    confidence: 52,
    options: [
      option(
        'Yes, another device or program',
        'yes|pop|phone|program|app|tool|device|another device|old phone',
        'c-other-device',
        'Something collects the mail first.',
        confirmed(
          'Another device or program removes the mail',
          'Another device or program removes messages from the mailbox.',
        ),
      ),
      option(
        'Yes, a colleague',
        'delegate|colleague|assistant|secretary|somebody|shared access',
        'c-other-device',
        'Then it is a matter of agreement and permissions.',
        confirmed('A delegate moves the mail', 'A colleague with access moves messages.'),
      ),
      option(
        'No sign of it',
        'no|no sign|nobody|nothing|clean',
        'sender-auth',
        'Nobody else. Back to how the mail itself is judged.',
        ruledOut('Delegate or other device', 'Nobody else is removing messages.'),
      ),
    ],
    otherwise: 'sender-auth',
  }),
  question('program', {
    ask: 'Which state does Outlook show at the bottom right?',
    context:
      '“Working Offline”, “Disconnected”, “Trying to connect” or “Connected”. Send/Receive tab › Work Offline.',
    task: check(
      'Read Outlook’s connection state',
      'Also look for an unanswered sign-in window behind others.',
    ),
    client: 'We are checking whether the mail program is connected.',
    hypothesis: 'The mail program does not update',
    confidence: 58,
    options: [
      option(
        'Working offline or disconnected',
        'offline|disconnected|trying to connect|not connected|needs password|need password',
        'signed-in',
        'It does not fetch mail; sign-in or the switch itself.',
        confirmed('Outlook is offline or disconnected', 'The mail program was not connected.'),
      ),
      option(
        'Connected',
        'connected|online|up to date|all folders',
        'view',
        'Connected, so it may have the mail and not show it.',
        ruledOut('Outlook offline', 'The mail program is connected.'),
      ),
    ],
    otherwise: 'view',
  }),
  question('signed-in', {
    ask: 'Does it connect after switching “Work Offline” off and signing in again?',
    context: 'A changed password or an expired sign-in leaves Outlook asking quietly in the taskbar.',
    task: check('Reconnect Outlook', 'Work Offline off, sign in, then Send/Receive All Folders.'),
    client: 'We are reconnecting the mail program.',
    hypothesis: 'Outlook lost its connection or sign-in',
    confidence: 65,
    options: [
      option(
        'Yes, mail comes in',
        'yes|connects|mail comes|works|it works|fixed',
        'c-offline',
        'That was it.',
        confirmed('After reconnecting, mail comes in', 'After reconnecting, messages come in again.'),
      ),
      option(
        'No, stays disconnected',
        'no|still|stays|does not|loops|asks again',
        'cache',
        'Then profile or cache.',
        ruledOut('Work Offline switch'),
      ),
    ],
    otherwise: 'cache',
  }),
  question('view', {
    ask: 'Does the mail appear with the view reset and Focused Inbox off?',
    context: 'A filter, “unread only”, conversation grouping or the Other tab hide mail well.',
    task: check(
      'Reset the view',
      'View › Reset View, filter All, Show Focused Inbox off, sort by date. Look in “Other”.',
    ),
    client: 'We are checking whether the mail program hides messages.',
    hypothesis: 'A view or filter hides the mail',
    confidence: 60,
    options: [
      option(
        'Yes, it appears',
        'yes|appears|it was hidden|in other|other tab|filter|shows now',
        'c-view',
        'It was only hidden.',
        confirmed(
          'A view or Focused Inbox hid the mail',
          'The messages were there but hidden by a display setting.',
        ),
      ),
      option(
        'No, still missing',
        'no|still missing|not there|nothing|same',
        'cache',
        'Not the view, so the local copy.',
        ruledOut('View, filter or Focused Inbox', 'The display settings are not hiding messages.'),
      ),
    ],
    otherwise: 'cache',
  }),
  question('cache', {
    ask: 'Does a new Outlook profile show the mail?',
    context: 'A new profile builds a new local copy; the old one stays as it was.',
    task: check(
      'Test with a new Outlook profile',
      'Control Panel › Mail › Show Profiles › Add. Also look at the size of the OST and free disk space.',
    ),
    client: 'We are testing the mail program with a fresh setup.',
    hypothesis: 'The local copy of the mailbox is broken',
    confidence: 62,
    options: [
      option(
        'Yes, it works there',
        'yes|works there|shows|new profile works|appears',
        'c-profile',
        'The old profile or its local copy is broken.',
        confirmed(
          'A new profile shows the mail',
          'With a fresh setup of the mail program the messages appear.',
        ),
      ),
      option(
        'No, same there',
        'no|same|still|also missing|not there',
        'add-in',
        'Not the profile.',
        ruledOut('Broken Outlook profile'),
      ),
      option(
        'Not tested yet',
        'not tested|not yet|later|no time',
        'add-in',
        'Then we look at the rest and come back if needed.',
        unsure('A new Outlook profile is not tested yet'),
      ),
    ],
    otherwise: 'add-in',
  }),
  question('add-in', {
    ask: 'Does it work in safe mode, without add-ins and antivirus mail scanning?',
    context: 'outlook.exe /safe starts without add-ins; mail scanners can hold back or move messages.',
    task: check('Start Outlook in safe mode', null, 'outlook.exe /safe'),
    client: 'We are checking whether another program interferes with the mail program.',
    hypothesis: 'An add-in or scanner interferes',
    confidence: 58,
    options: [
      option(
        'Yes, works in safe mode',
        'yes|works in safe mode|works|safe mode works',
        'c-add-in',
        'An add-in does it.',
        confirmed('In safe mode the mail appears', 'Without additional programs the mail program works.'),
      ),
      option(
        'No difference',
        'no|no difference|same|still',
        'any-other-device',
        'Not an add-in.',
        ruledOut('Outlook add-in', 'Additional programs are not the cause.'),
      ),
    ],
    otherwise: 'any-other-device',
  }),
]
