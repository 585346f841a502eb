import type { Flow } from '../../../shared/contracts/flows.ts'
import { bounceNodes } from './email/bounce.ts'
import { deviceNodes } from './email/device.ts'
import { filteringNodes } from './email/filtering.ts'
import { mailboxFixes } from './email/fixes-mailbox.ts'
import { outsideFixes } from './email/fixes-outside.ts'
import { transportFixes } from './email/fixes-transport.ts'
import { mailboxNodes } from './email/mailbox.ts'
import { onsetNodes } from './email/onset.ts'
import { outgoingNodes } from './email/outgoing.ts'
import { perimeterNodes } from './email/perimeter.ts'
import { permissionNodes } from './email/permission.ts'
import { ruleNodes } from './email/rules.ts'
import { scopeNodes } from './email/scope.ts'
import { standingNodes } from './email/standing.ts'
import { traceNodes } from './email/trace.ts'
import { narrowFixes } from './general/fixes.ts'
import { narrowNodes } from './general/narrow.ts'
import { surroundingNodes } from './general/surroundings.ts'
import { end } from './node.ts'
import { weigh } from './signs.ts'

export const emailNotArriving: Flow = {
  key: 'email-not-arriving',
  version: 1,
  name: 'E-mail not arriving (Exchange Online)',
  domain: 'E-mail',
  category: 'E-mail delivery',
  client_problem: 'the problem with e-mail delivery',
  signs: [
    ...weigh(
      1,
      'e-mail|email|emails|e-mails|mail|mails|mailbox|inbox|outlook|exchange|exchange online|message|messages|postfach',
    ),
    ...weigh(
      3,
      'not receiving|not receive|not received|not get|not got|no e-mail|no email|no emails|not arriving|not arrive|not getting|not coming|not come|not delivered|not reach|not reaching|never arrive|never arrived|never arrives|stopped receiving|no new mail|no new email|no new emails|no new mails|no mail since|no emails since|missing email|missing emails|missing mail|missing mails|emails missing|mails missing|missing messages|undeliverable|undelivered|ndr|bounce|bounces|bounced|bouncing|non-delivery|delivery failure|quarantine|quarantined|message trace|transport rule|mail flow|mailflow|going to junk|goes to junk|landing in junk|land in junk|in spam|to spam|delayed email|delayed emails|delayed mail|mail delay|email delay|emails delayed|not sending|not going out|stuck in outbox|mx record|mx records|550|come back with|comes back with|came back with|5.1.1|5.1.8|5.1.10|5.2.2|5.2.3|5.4.1|5.4.4|5.4.6|5.7.1|5.7.23|5.7.26|5.7.51|5.7.124|5.7.133|5.7.509|4.4.7',
    ),
    ...weigh(
      -3,
      'printer|scanner|scan to email|scan to mail|scan-to-email|signature|calendar|password reset|vpn|crash|crashes|crashing|freezes|will not open|not open|slow outlook|add-in|new user|onboarding|offboarding',
    ),
    ...weigh(
      -2,
      'teams|sharepoint|phone system|voicemail|sms|text messages|delegate access|full access|send as',
    ),
  ],
  start: 'direction',
  nodes: [
    ...scopeNodes,
    ...onsetNodes,
    ...bounceNodes,
    ...permissionNodes,
    ...traceNodes,
    ...ruleNodes,
    ...mailboxNodes,
    ...deviceNodes,
    ...perimeterNodes,
    ...filteringNodes,
    ...outgoingNodes,
    ...standingNodes,
    ...mailboxFixes,
    ...transportFixes,
    ...outsideFixes,
    ...narrowNodes,
    ...surroundingNodes,
    ...narrowFixes,
    end('fixed', {
      says: 'Mail arrives again. The cause and the fix are recorded; share the update, and resolve the ticket once the user has confirmed it.',
      client: 'Messages are arriving again.',
      outcome: 'fixed',
    }),
    end('unexplained', {
      says: 'Nothing in this flow explains it. What we know and what is ruled out is ready for a second pair of eyes.',
      client: 'We are bringing in a further specialist to look at this with us.',
      outcome: 'unexplained',
    }),
  ],
}
