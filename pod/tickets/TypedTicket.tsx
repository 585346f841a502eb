import { useSignal } from '@preact/signals'
import { CloudOff } from 'lucide-preact'
import type { ApiProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { FullRemark } from '../ui/FullRemark.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Textarea } from '../ui/Textarea.tsx'
import { StartProblem } from './StartProblem.tsx'
import { useStart } from './use-start.ts'

const mostCharacters = 50_000

const titleOf = (problem: ApiProblem | null) => {
  if (problem === null) return 'Reading was stopped'
  return problem.code === 'psa_unavailable' ? "Couldn't reach ConnectWise" : problem.message
}

/** The way in while the PSA is away: a ticket number and whatever notes the engineer can paste. */
export function TypedTicket(props: {
  /** Fixed in a pod; typed elsewhere. */
  ticket_id: string | null
  problem: ApiProblem | null
  onRetry: () => void
  onOpen: (sessionId: string) => void
}) {
  const { drafts } = usePod()
  const typed = useSignal(props.ticket_id ?? '')
  const number = (props.ticket_id ?? typed.value).replace(/\D/g, '')
  const draft = drafts.of(props.ticket_id ? `ticket-${props.ticket_id}` : 'new')
  const { start, busy, problem } = useStart(props.onOpen)
  const words = draft.text.value.trim()
  const begin = async () => {
    const started = await start({ intake_type: 'combined', psa_ticket_id: number, intake_content: words })
    if (started) draft.clear()
  }
  return (
    <div class="flex-1 min-h-0 overflow-y-auto flex flex-col">
      <Notice
        icon={CloudOff}
        tone="amber"
        role="status"
        title={<strong class="font-600">{titleOf(props.problem)}</strong>}
        next="You can type the ticket details; we'll fetch the rest later."
        action={<Button onPress={props.onRetry}>Try now</Button>}
      />
      <div class="p-3 wide:px-5 grid gap-3 content-start">
        {props.ticket_id === null && (
          <label class="grid gap-1">
            <span class="micro">Ticket number</span>
            <input
              class="input max-w-200px"
              inputMode="numeric"
              maxLength={10}
              value={typed.value}
              onInput={(event) => {
                typed.value = event.currentTarget.value
              }}
            />
          </label>
        )}
        <div class="grid gap-1">
          <span class="micro">Notes and details</span>
          <Textarea
            label="Notes and details of the ticket"
            placeholder="Paste the ticket's notes, or say what the trouble is"
            value={draft.text.value}
            minRows={4}
            maxRows={12}
            maxLength={mostCharacters}
            onInput={draft.set}
          />
          <FullRemark value={draft.text.value} most={mostCharacters} />
        </div>
        <StartProblem problem={problem.value} />
        <div>
          <Button
            kind="primary"
            busy={busy.value}
            why={
              !number
                ? 'Type the ticket number first'
                : words
                  ? undefined
                  : 'Say in a few words what the trouble is'
            }
            onPress={begin}
          >
            {number ? `Start case with ticket #${number}` : 'Start case'}
          </Button>
        </div>
      </div>
    </div>
  )
}
