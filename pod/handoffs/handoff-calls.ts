import type {
  HandedOff,
  HandoffProposal,
  HandoffRequest,
  PickedUp,
  PickupRequest,
  ReceivedRequest,
} from '../../shared/contracts/handoff-calls.ts'
import type { Handoff } from '../../shared/contracts/handoffs.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { type Api, bodyOf } from '../line/api.ts'

/** Why and to whom, and what was ticked; what is left out goes as settings and rights have it. */
export type HandOn = Pick<HandoffRequest, 'intent' | 'reason'> & Partial<HandoffRequest>

/** What is asked of the server about handing one case on. */
export function handoffCalls(api: Api, session_id: string) {
  const one = api.client['ai-sessions'][':id']
  const param = { id: session_id }
  return {
    proposal: (): Promise<HandoffProposal> => bodyOf(one['handoff-proposal'].$get({ param })),
    handOff: (json: HandOn): Promise<HandedOff> => bodyOf(one.handoff.$post({ param, json })),
    takeBack: (handoff_id: string): Promise<SessionDetail> =>
      bodyOf(one.handoffs[':handoff_id'].$delete({ param: { ...param, handoff_id } })),
    pickUp: (json: PickupRequest): Promise<PickedUp> => bodyOf(one.pickup.$post({ param, json })),
    receive: (handoff_id: string, json: ReceivedRequest): Promise<Handoff> =>
      bodyOf(one.handoffs[':handoff_id'].received.$post({ param: { ...param, handoff_id }, json })),
  }
}
