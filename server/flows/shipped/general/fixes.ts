import { check, conclusion } from '../node.ts'

const verify = 'Does it work for the user now?'

/** Causes found by elimination, each with the careful way to mend it. */
export const narrowFixes = [
  conclusion('any-c-restart', {
    hypothesis: 'Something on the device was stuck',
    client: 'Something on the device had stopped responding.',
    client_next: 'After a restart it works; we will watch whether it returns.',
    confidence: 72,
    fix: [
      check('Find what was stuck', 'Event log around the failure; pending updates, memory, uptime.'),
      check('Watch it for a day', 'Agree with the user when to report.'),
    ],
    verify,
    not_fixed: 'any-device-changed',
  }),
  conclusion('any-c-profile', {
    hypothesis: 'The user’s profile on the device is damaged',
    client: 'The user’s settings on this device are damaged.',
    client_next: 'We will set them up afresh and take over all personal data.',
    confidence: 80,
    fix: [
      check('Save the user’s data', 'Desktop, documents, browser, signatures, certificates.'),
      check('Set up a fresh profile', 'Of the program first, of the whole Windows account only if needed.'),
      check('Take the data over and test it with the user'),
    ],
    verify,
    not_fixed: 'any-device-changed',
  }),
  conclusion('any-c-update', {
    hypothesis: 'A recent update broke it',
    client: 'A recent update is causing the trouble.',
    client_next: 'We will take the update back on one device, test it, and then decide for the others.',
    confidence: 78,
    fix: [
      check('Look for known issues of the update', 'Vendor’s release notes and known-issue pages.'),
      check(
        'Take the update back on one device',
        'Note the version; pause it for the others meanwhile.',
        'wusa /uninstall /kb:<number>',
      ),
      check('Test, then decide for all'),
    ],
    verify,
    not_fixed: 'any-logs',
  }),
  conclusion('any-c-device', {
    hypothesis: 'The device or its installation is faulty',
    client: 'The device itself is faulty.',
    client_next: 'We will repair it and, if needed, provide a replacement meanwhile.',
    confidence: 70,
    fix: [
      check('Repair the program’s installation', 'Repair, then remove and install again.'),
      check(
        'Check system files and hardware',
        'Disk health, memory, temperature.',
        'DISM /Online /Cleanup-Image /RestoreHealth; sfc /scannow',
      ),
      check('Replace the device if it stays', 'Keep the old one until the data is over.'),
    ],
    verify,
    not_fixed: 'any-other-user',
  }),
  conclusion('any-c-account', {
    hypothesis: 'The account cannot sign in properly',
    client: 'The user’s sign-in was being refused.',
    client_next: 'We will restore the sign-in and find out why it was refused.',
    confidence: 84,
    fix: [
      check('Find the source of the lock or refusal', 'Sign-in log: which device or program, which policy.'),
      check(
        'Unlock the account or reset the sign-in',
        'Identify the person first, by the agreed way.',
        'Unlock-ADAccount <user>',
      ),
      check('Renew stored passwords', 'Phone, scheduled tasks, mapped drives, Credential Manager.'),
    ],
    verify,
    not_fixed: 'any-other-network',
  }),
  conclusion('any-c-rights', {
    hypothesis: 'The account lacks a right, group or licence',
    client: 'The user’s account lacks a permission.',
    client_next: 'We will add it as soon as it is approved.',
    confidence: 86,
    fix: [
      check('Have the right approved', 'By the person who owns the data.'),
      check('Add the group or licence', 'Then sign out and in again: tokens keep the old groups.'),
    ],
    verify,
    not_fixed: 'any-other-network',
  }),
  conclusion('any-c-network', {
    hypothesis: 'Something in the local network stands in the way',
    client: 'Something in the local network stands in the way.',
    client_next: 'We will find and correct it; meanwhile another connection can be used.',
    confidence: 74,
    fix: [
      check(
        'Compare name resolution inside and outside',
        null,
        'Resolve-DnsName <name>; Resolve-DnsName <name> -Server 1.1.1.1',
      ),
      check(
        'Read the firewall’s log for the device',
        'Blocks, web filter, TLS inspection, geo rules at the time of a test.',
      ),
      check(
        'Take proxy, filter and Wi-Fi out one by one',
        'Cable instead of Wi-Fi, another segment, an exception for one device.',
      ),
    ],
    verify,
    not_fixed: 'any-service',
  }),
  conclusion('any-c-service', {
    hypothesis: 'The service behind it has a fault',
    client: 'The service it depends on has a fault.',
    client_next: 'We are restoring the service and will confirm when it is back.',
    confidence: 80,
    fix: [
      check(
        'Restore the service',
        'Free space, start the service, renew the certificate; note what was done and when.',
      ),
      check('Tell all who are affected', 'One message for everybody instead of many tickets.'),
      check('Find out why it failed', 'So that monitoring sees it next time.'),
    ],
    verify,
    not_fixed: 'any-change',
  }),
  conclusion('any-c-change', {
    hypothesis: 'A changed setting, policy or certificate broke it',
    client: 'A setting that was changed is causing the trouble.',
    client_next: 'We will take the change back carefully and test.',
    confidence: 78,
    fix: [
      check('Agree on taking the change back', 'With whoever made it, and with a way forward again.'),
      check('Take it back for one user', 'Policy: wait for or force the refresh.', 'gpupdate /force'),
      check('Test, then for all'),
    ],
    verify,
    not_fixed: 'any-logs',
  }),
  conclusion('any-c-logged', {
    hypothesis: 'The error in the logs is the cause',
    client: 'An error was recorded at exactly the time it happened.',
    client_next: 'We will remove its cause and test the result.',
    confidence: 66,
    fix: [
      check('Look the error up', 'Vendor’s pages first, exact event id and text.'),
      check('Apply the described fix to one user', 'With a way back.'),
      check('Test and compare the logs again'),
    ],
    verify,
    not_fixed: 'any-second-look',
  }),
]
