import { check, confirmed, option, question, unsure } from '../node.ts'

/** What has to be known of any problem before narrowing it. */
export const gatherNodes = [
  question('g-affected', {
    ask: 'Who is affected: one person, several, or everyone?',
    context: 'The first cut: one person points to account or device, everyone points to something shared.',
    task: check(
      'Find out who is affected',
      'Ask a second person, best in another room and on another device.',
    ),
    client: 'We are finding out how many people are affected.',
    confidence: 10,
    options: [
      option(
        'One person',
        'one person|one user|only one|just one|single user|only me|just him|just her|only him|only her',
        'g-since',
        'One person: account, device and place are the suspects.',
        confirmed('One person is affected', 'One person is affected.'),
      ),
      option(
        'Several',
        'several|some|a few|multiple|one department|a team|few users',
        'g-common',
        'Several: what they share is the lead.',
        confirmed('Several people are affected', 'Several people are affected, but not everyone.'),
      ),
      option(
        'Everyone',
        'everyone|everybody|all users|whole office|whole company|all of them|company wide',
        'g-since',
        'Everyone: something shared has failed or was changed.',
        confirmed('Everyone is affected', 'Everyone is affected.'),
      ),
    ],
    otherwise: 'g-since',
  }),
  question('g-common', {
    ask: 'What do the affected people share?',
    context:
      'Place, device model, department, rights, version: compare one affected with one unaffected person.',
    task: check(
      'Compare an affected with an unaffected person',
      'Place, network, device model, version, group memberships, licence.',
    ),
    client: 'We are comparing the affected people with those for whom everything works.',
    confidence: 18,
    options: [
      option(
        'Same place or network',
        'same place|office|network|site|building|floor|wifi|wi-fi|location',
        'g-since',
        'Then the network of that place comes first.',
        confirmed(
          'The affected people share a place or network',
          'The affected people work in the same place.',
        ),
      ),
      option(
        'Same group or licence',
        'group|licence|license|department|rights|policy',
        'g-since',
        'Then rights, licences or a policy.',
        confirmed(
          'The affected people share a group or licence',
          'The affected people belong to the same group.',
        ),
      ),
      option(
        'Same device or version',
        'model|device|version|same laptop|build|new laptops',
        'g-since',
        'Then the device type or version.',
        confirmed(
          'The affected people share a device type or version',
          'The affected people use the same kind of device.',
        ),
      ),
      option(
        'Nothing we can see',
        'nothing|no pattern|not sure|unknown|do not know',
        'g-since',
        'We keep it open.',
        unsure('What the affected people share is not known'),
      ),
    ],
    otherwise: 'g-since',
  }),
  question('g-since', {
    ask: 'Since when, and what changed just before?',
    context: 'Ask for the last time it worked; the change is between then and the first failure.',
    task: check(
      'Find the last time it worked',
      'User, monitoring, tickets of the same client around that time.',
    ),
    client: 'We are establishing when this began and whether anything changed at that time.',
    confidence: 15,
    options: [
      option(
        'After an update or change',
        'after an update|update|updated|upgrade|patch|after a change|changed|migration|new version|replaced|moved',
        'g-what',
        'A change just before is the best lead; we keep it first in mind.',
        confirmed('It began after an update or change', 'It began after a recent change.'),
      ),
      option(
        'Suddenly, no known change',
        'suddenly|no change|nothing changed|out of nowhere|overnight|today|this morning',
        'g-what',
        'No known change; expiry dates and automatic updates are the quiet ones.',
        confirmed('It began suddenly, no change is known', 'It began suddenly and without a known change.'),
      ),
      option(
        'Slowly, or for a long time',
        'slowly|gradually|weeks|months|long time|getting worse|always',
        'g-what',
        'Slow growth points to capacity, wear or data.',
        confirmed('It grew slowly or has been there for long', 'It has been going on for some time.'),
      ),
      option(
        'It never worked',
        'never worked|new setup|first time|new device|new user',
        'g-what',
        'Then it is a setup question: something was never in place.',
        confirmed('It never worked in this setup', 'It has not worked since it was set up.'),
      ),
    ],
    otherwise: 'g-what',
  }),
  question('g-what', {
    ask: 'What exactly happens?',
    context: 'Watch it once yourself: what was clicked, what was expected, what came instead.',
    task: check(
      'Watch the problem happen once',
      'Remote session or screenshot with the time; write the exact steps down.',
    ),
    client: 'We are looking at exactly what happens.',
    confidence: 20,
    options: [
      option(
        'An error message',
        'error|message|code|popup|warning|says',
        'g-error',
        'Then we want its exact words.',
        confirmed('An error message appears', 'An error message appears.'),
      ),
      option(
        'It hangs or nothing happens',
        'hangs|nothing happens|freezes|frozen|spinning|stuck|crash|crashes|closes|not responding|does not start|will not start',
        'g-reproduce',
        'No message: logs and timing will speak instead.',
        confirmed('It hangs or nothing happens', 'There is no reaction when it is used.'),
      ),
      option(
        'It is slow',
        'slow|lag|lags|takes long|minutes to',
        'g-reproduce',
        'Slowness needs a measure: which action, how many seconds.',
        confirmed('It is slow', 'It responds very slowly.'),
      ),
      option(
        'Sign-in or access is refused',
        'sign in|sign-in|login|log in|access denied|refused|no access|permission|password|locked',
        'g-error',
        'Account, rights or a policy: the exact message decides.',
        confirmed('Sign-in or access is refused', 'Access is being refused.'),
      ),
      option(
        'Wrong or missing result',
        'wrong|missing|not shown|empty|does not print|not print|no output|does not sync|not syncing',
        'g-reproduce',
        'Something is processed, but not as expected.',
        confirmed('The result is wrong or missing', 'The expected result does not appear.'),
      ),
    ],
    otherwise: 'g-error',
  }),
  question('g-error', {
    ask: 'What is the exact text or code of the error, and when did it last appear?',
    context:
      'Exact words can be searched; the time finds the line in the logs. Type it in your own words if there is none.',
    task: check(
      'Write down the exact error and its time',
      'A screenshot is best; note the time with the zone.',
    ),
    client: 'We are recording the exact error message.',
    confidence: 22,
    options: [],
    otherwise: 'g-reproduce',
  }),
]
