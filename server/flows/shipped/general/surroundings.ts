import { check, confirmed, option, question, ruledOut, unsure } from '../node.ts'

/** Not the device, not the account: network, service, changes, logs. */
export const surroundingNodes = [
  question('any-other-network', {
    ask: 'Same user and device on another network: does it work?',
    context: 'A phone hotspot takes five minutes and takes firewall, DNS, proxy and Wi-Fi out at once.',
    task: check(
      'Test over a phone hotspot',
      'Note whether names resolve and which address answers.',
      'Test-NetConnection <server> -Port <port> -InformationLevel Detailed',
    ),
    client: 'We are testing over another internet connection.',
    confidence: 38,
    options: [
      option(
        'Works on another network',
        'works on another|works|yes|works over hotspot|hotspot works',
        'any-c-network',
        'So something in this network stands in the way.',
        confirmed('It works on another network', 'Over another internet connection it works.'),
      ),
      option(
        'Same there',
        'same|no|also fails|fails too|still',
        'any-service',
        'Not the network.',
        ruledOut('Local network', 'The internet connection is not the cause.'),
      ),
      option(
        'Not tested',
        'not tested|cannot test|not possible|not yet|later',
        'any-service',
        'We come back to it.',
        unsure('Another network is not tested yet'),
      ),
    ],
    otherwise: 'any-service',
  }),
  question('any-service', {
    ask: 'Is the service or server behind it healthy?',
    context: 'Status page, monitoring, disk space, services, certificates, licences, name resolution.',
    task: check(
      'Check the service behind it',
      'Provider’s status page; on a server: disk, services, event log, certificate dates.',
      'Get-Service | Where-Object { $_.StartType -eq "Automatic" -and $_.Status -ne "Running" }; Get-PSDrive -PSProvider FileSystem',
    ),
    client: 'We are checking the service it depends on.',
    hypothesis: 'The service behind it',
    confidence: 42,
    options: [
      option(
        'A fault there',
        'fault|yes|down|outage|disk full|stopped|expired|incident|not healthy|unhealthy',
        'any-c-service',
        'That is the cause until proven otherwise.',
        confirmed('The service behind it has a fault', 'The service it depends on has a fault.'),
      ),
      option(
        'Healthy',
        'healthy|fine|ok|green|no fault|all good|running',
        'any-change',
        'The service is well.',
        ruledOut('Service or server fault', 'The service it depends on is working normally.'),
      ),
    ],
    otherwise: 'any-change',
  }),
  question('any-change', {
    ask: 'What was changed around the time it began?',
    context:
      'Policies, DNS, certificates, firewall, passwords of service accounts, renewals. Ask colleagues and the change log.',
    task: check(
      'Look for changes around that time',
      'Audit logs, change tickets of the client, vendor release notes.',
    ),
    client: 'We are checking what was changed around that time.',
    confidence: 42,
    options: [
      option(
        'An update or new version',
        'update|version|patch|upgrade|release',
        'any-c-update',
        'Suspect number one.',
        confirmed('An update came just before', 'An update was installed shortly before.'),
      ),
      option(
        'A setting, policy or certificate',
        'setting|policy|certificate|dns|firewall|group policy|gpo|password|renewal|config',
        'any-c-change',
        'That change can be tested by taking it back.',
        confirmed(
          'A setting, policy or certificate was changed just before',
          'A setting was changed shortly before.',
        ),
      ),
      option(
        'Nothing known',
        'nothing|no|none|unknown|not known',
        'any-logs',
        'Then the logs.',
        ruledOut('Known change'),
      ),
    ],
    otherwise: 'any-logs',
  }),
  question('any-logs', {
    ask: 'Do the logs show something at the exact time?',
    context: 'Event log, program log, firewall log; search one minute before and after.',
    task: check(
      'Read the logs at the time of the failure',
      null,
      'Get-WinEvent -FilterHashtable @{LogName="Application","System"; Level=1,2,3; StartTime=(Get-Date).AddHours(-1)} | Format-Table TimeCreated,ProviderName,Id,Message',
    ),
    client: 'We are reading the records of the time it happened.',
    confidence: 45,
    options: [
      option(
        'Yes, a clear error',
        'yes|clear|error|found|event id|shows',
        'any-c-logged',
        'Then that error is our lead.',
        confirmed('The logs show a clear error at that time', 'The records show an error at that time.'),
      ),
      option(
        'Nothing',
        'nothing|no|clean|none|empty',
        'any-second-look',
        'Silent logs; somebody else should look with fresh eyes.',
        ruledOut('Errors in the logs'),
      ),
    ],
    otherwise: 'any-second-look',
  }),
  question('any-second-look', {
    ask: 'Is any test still open that we could do now?',
    context: 'Tests marked “not tested” are the cheapest next step; after that an escalation saves time.',
    client: 'We are going through the remaining possibilities.',
    confidence: 30,
    options: [
      option(
        'Yes, go through them again',
        'yes|again|go through|still open|retest',
        'any-other-device',
        'Then again from the device on, with what we know now.',
        null,
      ),
      option(
        'No, all is tested',
        'no|all tested|everything|done|nothing left',
        'unexplained',
        'Then it is time for a second pair of eyes.',
        confirmed('All simple tests are done', 'The simple causes are excluded.'),
      ),
    ],
    otherwise: 'unexplained',
  }),
]
