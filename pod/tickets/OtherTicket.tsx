import { Unplug } from 'lucide-preact'
import type { Me } from '../../shared/contracts/accounts.ts'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import type { TabTicket } from '../host.ts'
import { mayWork, usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { FullRemark } from '../ui/FullRemark.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Textarea } from '../ui/Textarea.tsx'
import { StartProblem } from './StartProblem.tsx'
import { keyOf } from './tab-ticket.ts'
import { useStart } from './use-start.ts'

/** The line that names the ticket comes to it. */
const mostCharacters = 49_000

/** A ticket that FlowPilot can name but not read: pasted in, its number kept with the case. */
export function OtherTicket(props: { ticket: TabTicket; me: Me; onOpen: (sessionId: string) => void }) {
  const { drafts } = usePod()
  const { ticket, me } = props
  const name = `${ticket.product_name} #${ticket.ticket_id}`
  const draft = drafts.of(keyOf(ticket))
  const words = draft.text.value.trim()
  const { start, busy, problem } = useStart(props.onOpen)
  const begin = async () => {
    const intake_content = `${name}: ${words}\n\n(Ticket #${ticket.ticket_id} of ${hostOf(ticket.site)}, pasted)`
    if (await start({ intake_type: 'free_text', intake_content })) draft.clear()
  }
  return (
    <>
      <TopRow title={name} />
      <OfflineBand />
      <div class="flex-1 min-h-0 overflow-y-auto">
        <Notice
          icon={Unplug}
          tone="muted"
          title={<strong class="font-600">{whyNotRead(ticket, me)}</strong>}
          next="Paste what the ticket says. Its number stays with the case; updates are copied, not posted."
        />
        <div class="p-3 grid gap-3">
          <Textarea
            label={`What ${name} says`}
            placeholder="Paste the ticket's text, or say what the trouble is"
            value={draft.text.value}
            minRows={6}
            maxRows={16}
            maxLength={mostCharacters}
            onInput={draft.set}
          />
          <FullRemark value={draft.text.value} most={mostCharacters} />
          <StartProblem problem={problem.value} />
          <div>
            <Button
              kind="primary"
              busy={busy.value}
              why={
                !mayWork(me)
                  ? 'Your role reads cases; an engineer starts them'
                  : words
                    ? undefined
                    : 'Paste or type something first'
              }
              onPress={begin}
            >
              Start case for #{ticket.ticket_id}
            </Button>
          </div>
        </div>
      </div>
    </>
  )
}

const hostOf = (site: string) => site.replace(/^https?:\/\//, '')

function whyNotRead({ product, product_name, site }: TabTicket, me: Me): string {
  if (product !== 'connectwise') return `FlowPilot cannot read ${product_name} yet`
  return me.psa.connected
    ? `${hostOf(site)} is not the ConnectWise of ${me.account.name}`
    : `${me.account.name} is not connected to ConnectWise`
}
