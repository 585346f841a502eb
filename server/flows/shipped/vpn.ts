import type { Flow } from '../../../shared/contracts/flows.ts'
import { narrowFixes } from './general/fixes.ts'
import { narrowNodes } from './general/narrow.ts'
import { surroundingNodes } from './general/surroundings.ts'
import { end } from './node.ts'
import { weigh } from './signs.ts'
import { computerNodes } from './vpn/computer.ts'
import { dropNodes } from './vpn/drops.ts'
import { gatewayFixes } from './vpn/fixes-gateway.ts'
import { personFixes } from './vpn/fixes-person.ts'
import { wayFixes } from './vpn/fixes-way.ts'
import { gatewayNodes } from './vpn/gateway.ts'
import { onsetNodes } from './vpn/onset.ts'
import { placeNodes } from './vpn/place.ts'
import { proofNodes } from './vpn/proof.ts'
import { reachNodes } from './vpn/reach.ts'
import { scopeNodes } from './vpn/scope.ts'
import { signInNodes } from './vpn/sign-in.ts'
import { timerNodes } from './vpn/timers.ts'
import { wayNodes } from './vpn/way.ts'

export const vpn: Flow = {
  key: 'vpn',
  version: 1,
  name: 'VPN not connecting or unstable',
  domain: 'Remote access',
  category: 'Remote access',
  client_problem: 'the problem with the remote connection',
  signs: [
    ...weigh(
      5,
      'vpn|anyconnect|globalprotect|forticlient|openvpn|wireguard|netextender|sslvpn|ssl-vpn|l2tp|ikev2|sstp',
    ),
    ...weigh(
      4,
      'remote access client|secure client|pulse secure|ipsec|rasclient|error 809|error 691|error 789|error 720|error 868',
    ),
    ...weigh(3, 'remote connection|tunnel|dial-in|dial in'),
    ...weigh(
      1,
      'remote|from home|home office|work from home|working from home|connect|disconnects|drops|hotel',
    ),
    ...weigh(
      -4,
      'site to site|site-to-site|remote desktop|rdp|teamviewer|new user|order|invoice|renewal|quote',
    ),
  ],
  start: 'symptom',
  nodes: [
    ...scopeNodes,
    ...onsetNodes,
    ...signInNodes,
    ...proofNodes,
    ...computerNodes,
    ...wayNodes,
    ...placeNodes,
    ...gatewayNodes,
    ...reachNodes,
    ...dropNodes,
    ...timerNodes,
    ...personFixes,
    ...wayFixes,
    ...gatewayFixes,
    ...narrowNodes,
    ...surroundingNodes,
    ...narrowFixes,
    end('fixed', {
      says: 'The connection works again. Cause and fix are recorded; share the update, and resolve the ticket once the user has confirmed it.',
      client: 'The remote connection is working again.',
      outcome: 'fixed',
    }),
    end('unexplained', {
      says: 'Nothing in this flow explains it. What we know and what is ruled out is ready for a second pair of eyes.',
      client: 'We are bringing in a further specialist to look at this with us.',
      outcome: 'unexplained',
    }),
  ],
}
