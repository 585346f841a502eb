import type { Flow } from '../../../shared/contracts/flows.ts'
import { circumstanceNodes } from './general/circumstances.ts'
import { narrowFixes } from './general/fixes.ts'
import { gatherNodes } from './general/gather.ts'
import { narrowNodes } from './general/narrow.ts'
import { surroundingNodes } from './general/surroundings.ts'
import { end } from './node.ts'

/** Gather, narrow, verify: for everything that no other flow knows. */
export const general: Flow = {
  key: 'general',
  version: 1,
  name: 'Gather, narrow, verify',
  domain: 'General',
  category: 'General support',
  client_problem: 'the problem you reported',
  signs: [],
  start: 'g-affected',
  nodes: [
    ...gatherNodes,
    ...circumstanceNodes,
    ...narrowNodes,
    ...surroundingNodes,
    ...narrowFixes,
    end('fixed', {
      says: 'It works again. Cause and fix are recorded; share the update, and resolve the ticket once the user has confirmed it.',
      client: 'Everything is working again.',
      outcome: 'fixed',
    }),
    end('unexplained', {
      says: 'The simple causes are excluded. What we know and what is ruled out is ready for a second pair of eyes.',
      client: 'We are bringing in a further specialist to look at this with us.',
      outcome: 'unexplained',
    }),
  ],
}
