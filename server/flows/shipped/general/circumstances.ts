import { check, confirmed, option, question, ruledOut, unsure } from '../node.ts'

/** When it happens, and whether work can go on. */
export const circumstanceNodes = [
  question('g-reproduce', {
    ask: 'Can we make it happen at will?',
    context: 'What happens at will can be narrowed in minutes; what does not needs a pattern first.',
    task: check('Reproduce the problem', 'Same steps, then change one thing at a time.'),
    client: 'We are trying to bring the problem about ourselves.',
    confidence: 24,
    options: [
      option(
        'Yes, every time',
        'yes|every time|always|at will|reproducible',
        'g-impact',
        'Good: one change at a time will find it.',
        confirmed('It happens every time', 'It happens every time.'),
      ),
      option(
        'Only sometimes',
        'sometimes|intermittent|now and then|on and off|occasionally|random|once or twice',
        'g-pattern',
        'Then we look for the pattern.',
        confirmed('It happens only sometimes', 'It happens only some of the time.'),
      ),
      option(
        'Not any more',
        'not any more|no longer|gone|stopped|cannot reproduce|works now|no',
        'g-pattern',
        'It may come back; we look for what was different.',
        confirmed('It cannot be reproduced at the moment', 'It is not happening at the moment.'),
      ),
    ],
    otherwise: 'g-impact',
  }),
  question('g-pattern', {
    ask: 'When does it happen: is there a pattern?',
    context: 'Time of day, place, load, first use after sleep, one file or customer.',
    task: check(
      'Collect three occurrences with their times',
      'Compare them with backups, scans, updates, load and network events.',
    ),
    client: 'We are looking for a pattern in when it happens.',
    confidence: 26,
    options: [
      option(
        'At certain times',
        'certain times|morning|evening|every day|every hour|night|backup|lunch|monday',
        'g-impact',
        'Something scheduled runs at that time.',
        confirmed('It happens at certain times', 'It happens at certain times of the day.'),
      ),
      option(
        'In a certain place',
        'place|home|meeting room|office|site|wifi|wi-fi|remote',
        'g-impact',
        'Place means network.',
        confirmed('It happens in a certain place', 'It happens in a certain place.'),
      ),
      option(
        'With certain files or actions',
        'file|files|action|document|customer|record|when printing|when opening',
        'g-impact',
        'Then the data or that function.',
        confirmed(
          'It happens with certain files or actions',
          'It happens with certain files or actions only.',
        ),
      ),
      option(
        'No pattern yet',
        'no pattern|random|not sure|unknown|none|no',
        'g-impact',
        'We leave something running that records it.',
        unsure('No pattern is known yet'),
      ),
    ],
    otherwise: 'g-impact',
  }),
  question('g-impact', {
    ask: 'Can the people work meanwhile?',
    context: 'Decides whether a way round comes before the cause.',
    task: null,
    client: 'We are making sure that work can go on in the meantime.',
    confidence: 26,
    options: [
      option(
        'No, work has stopped',
        'no|work stopped|stopped|cannot work|can not work|urgent|down',
        'any-workaround-first',
        'Then a way round comes first.',
        confirmed('Work has stopped', 'Work is held up by this at the moment.'),
      ),
      option(
        'Yes, with a way round',
        'yes|way round|workaround|work around|other device|limited',
        'any-other-device',
        'Good, that gives us time for the cause.',
        confirmed('There is a way round for now', 'Work can go on in the meantime.'),
      ),
      option(
        'It is only a nuisance',
        'nuisance|annoying|minor|not urgent|low',
        'any-other-device',
        'We take it in order.',
        ruledOut('Work stopped', 'Work can go on in the meantime.'),
      ),
    ],
    otherwise: 'any-other-device',
  }),
  question('any-workaround-first', {
    ask: 'Which way round can we offer right now?',
    context: 'Another device, the web version, a colleague’s account is never one.',
    task: check(
      'Offer a way round',
      'Spare device, web version, phone hotspot, another printer; tell the user it is temporary.',
    ),
    client: 'We are arranging a way to keep working in the meantime.',
    confidence: 26,
    options: [
      option(
        'Found one',
        'found|yes|works|spare|web version|hotspot|other',
        'any-other-device',
        'Good. What differs between the two is a lead as well.',
        confirmed('A temporary way round is in place', 'There is a way to keep working in the meantime.'),
      ),
      option(
        'None',
        'none|no|nothing',
        'any-other-device',
        'Then we hurry, and consider escalating early.',
        unsure('No way round was found'),
      ),
    ],
    otherwise: 'any-other-device',
  }),
]
