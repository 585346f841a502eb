import { CircleCheck, Copy, ExternalLink, TriangleAlert } from 'lucide-preact'
import type { Trouble } from '../host.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { toast } from '../ui/Toasts.tsx'
import { caseInView, pathOnward } from './last-case.ts'
import { causeOf, troubleWords } from './trouble-words.ts'

/** What went wrong, as far as known, and one way forward; the facts go to an admin by one click. */
export function TroubleView(props: { trouble: Trouble; onTryAgain: () => void }) {
  const pod = usePod()
  const { host } = pod
  const { code, values, facts } = props.trouble
  const words = troubleWords[code]
  const opensTab = code === 'not_framed'
  const goOn = () => host.openPage?.(pathOnward(pod))
  const ticket = host.ticket.value
  const hasCase = caseInView(pod) !== null
  const lines = Object.entries(facts)
  const report = [`FlowPilot: ${words.title} (${code})`, ...lines.map(([name, value]) => `${name}: ${value}`)]
  const copyReport = async () => {
    const done = await host.copy([...report, `Time: ${new Date().toISOString()}`].join('\n'))
    toast(done ? 'Copied.' : 'Copying is not allowed here. Select the lines instead.', {
      tone: done ? 'good' : 'bad',
    })
  }
  return (
    <div class="flex-1 min-h-0 flex flex-col" role="alert">
      <div class="flex-1 min-h-0 overflow-y-auto p-3 wide:p-5 grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 gap-y-3 content-start max-w-640px">
        <Icon of={TriangleAlert} class="text-red mt-2px" />
        <h2 class="text-title font-600">{words.title}</h2>
        <p class="col-start-2 text-muted">{causeOf(code, values)}</p>
        {lines.length > 0 && (
          <dl class="card kv col-start-2">
            {lines.map(([name, value]) => (
              <div key={name} class="contents">
                <dt class="text-muted">{name}</dt>
                <dd class="code [overflow-wrap:anywhere]">{value}</dd>
              </div>
            ))}
          </dl>
        )}
        <div class="col-start-2 flex flex-wrap items-center gap-2">
          <Button kind="primary" onPress={() => (opensTab ? goOn() : props.onTryAgain())}>
            {words.act}
          </Button>
          {host.kind === 'pod' && words.elsewhere && (
            <Button onPress={goOn}>
              {hasCase
                ? 'Continue the case in a tab'
                : ticket
                  ? `Continue with #${ticket} in a tab`
                  : 'Open in a tab'}
              <Icon of={ExternalLink} size={14} />
            </Button>
          )}
          {lines.length > 0 && (
            <Button kind="quiet" icon={Copy} onPress={copyReport}>
              Copy for admin
            </Button>
          )}
        </div>
      </div>
      {hasCase && code !== 'no_access' && code !== 'ticket_gone' && (
        <p class="flex-none min-h-44px px-3 py-2 wide:px-5 flex items-center gap-2 b-t b-t-solid b-line text-muted low:hidden">
          <Icon of={CircleCheck} class="text-green" />
          Your case on #{ticket} is safe on the server, unsent text included.
        </p>
      )}
    </div>
  )
}
