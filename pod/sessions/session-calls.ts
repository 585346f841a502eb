import type { Cause } from '../../shared/contracts/causes.ts'
import type { Fact, FactStatus } from '../../shared/contracts/facts.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { type Api, bodyOf } from '../line/api.ts'
import type { TaskFields } from '../tasks/task-order.ts'

export type TriageField = 'client_name' | 'asset_name' | 'issue_category' | 'triage_hypothesis'
export type FactFields = Partial<Pick<Fact, 'text' | 'status' | 'known' | 'label'>>
export type Words = {
  content: string
  answers?: string
  images?: { media_type: string; data: string }[]
  without_images?: true
  intent_key: string
}

/** Everything the cockpit asks of the server about one case. */
export function sessionCalls(api: Api, session_id: string) {
  const one = api.client['ai-sessions'][':id']
  const param = { id: session_id }
  const { timeZone: time_zone } = Intl.DateTimeFormat().resolvedOptions()
  return {
    read: (signal: AbortSignal): Promise<SessionDetail> => bodyOf(one.$get({ param }, { init: { signal } })),
    /** The answer is an event stream; it has begun once this resolves, and the words are in the case. */
    ask: (words: Words, signal: AbortSignal): Promise<Response> =>
      one.messages.$post(
        { param, json: { ...words, time_zone } },
        { headers: { accept: 'text/event-stream' }, init: { signal } },
      ) as unknown as Promise<Response>,
    stop: () => bodyOf(one.messages.stop.$post({ param })),
    triage: (field: TriageField, value: string | null) =>
      bodyOf(one.triage.$patch({ param, json: { [field]: value } })),
    refreshTicket: (): Promise<SessionDetail> => bodyOf(one['refresh-ticket'].$post({ param })),
    linkTicket: (psa_ticket_id: string | null): Promise<SessionDetail> =>
      bodyOf(one['link-ticket'].$post({ param, json: { psa_ticket_id } })),
    pause: (): Promise<SessionDetail> => bodyOf(one.pause.$post({ param })),
    resume: (): Promise<SessionDetail> => bodyOf(one.resume.$post({ param })),
    reopenCase: (): Promise<SessionDetail> => bodyOf(one.reopen.$post({ param })),
    addTask: (text: string) => bodyOf(one.tasks.$post({ param, json: { text } })),
    changeTask: (task_id: string, json: TaskFields & { revision: number }) =>
      bodyOf(one.tasks[':task_id'].$patch({ param: { ...param, task_id }, json })),
    removeTask: (task_id: string, leaving = false) =>
      bodyOf(
        one.tasks[':task_id'].$delete({ param: { ...param, task_id } }, { init: { keepalive: leaving } }),
      ),
    addFact: (text: string, status: FactStatus) => bodyOf(one.facts.$post({ param, json: { text, status } })),
    changeFact: (fact_id: string, json: FactFields & { revision: number }) =>
      bodyOf(one.facts[':fact_id'].$patch({ param: { ...param, fact_id }, json })),
    addCause: (text: string) => bodyOf(one.causes.$post({ param, json: { text } })),
    changeCause: (cause_id: string, state: Cause['state']) =>
      bodyOf(one.causes[':cause_id'].$patch({ param: { ...param, cause_id }, json: { state } })),
    /** Takes the answer back: the question is open again. */
    reopen: (question_id: string): Promise<SessionDetail> =>
      bodyOf(one.questions[':question_id'].reopen.$post({ param: { ...param, question_id } })),
    /** `leaving`: goes out even while the page goes away. */
    removeFact: (fact_id: string, leaving = false) =>
      bodyOf(
        one.facts[':fact_id'].$delete({ param: { ...param, fact_id } }, { init: { keepalive: leaving } }),
      ),
  }
}
export type SessionCalls = ReturnType<typeof sessionCalls>
