import { CircleCheck, Copy, ExternalLink, TriangleAlert } from 'lucide-preact'
import type { Trouble, TroubleCode } from '../host.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { toast } from '../ui/Toasts.tsx'
import { troubleWords } from './trouble-words.ts'

const tellsDetail: TroubleCode[] = ['not_signed_in', 'not_linked', 'no_access', 'too_often']

/** What went wrong, as far as known, and one way forward; the facts go to an admin by one click. */
export function TroubleView(props: {
  trouble: Trouble
  onTryAgain: () => void
  /** A case of this person waits on the ticket in view. */
  hasCase?: boolean
}) {
  const { host } = usePod()
  const { code, detail, facts } = props.trouble
  const words = troubleWords[code]
  const opensTab = code === 'not_framed'
  const ticket = host.ticket.value
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
        <p class="col-start-2 text-muted">{detail && tellsDetail.includes(code) ? detail : words.cause}</p>
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
          <Button kind="primary" onPress={() => (opensTab ? host.openPage?.('/app') : props.onTryAgain())}>
            {words.act}
          </Button>
          {host.kind === 'pod' && !opensTab && (
            <Button onPress={() => host.openPage?.('/app')}>
              Open in a tab
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
      {props.hasCase && code !== 'no_access' && (
        <p class="flex-none min-h-44px px-3 py-2 wide:px-5 flex items-center gap-2 b-t b-t-solid b-line text-muted low:hidden">
          <Icon of={CircleCheck} class="text-green" />
          Your case on #{ticket} is safe on the server, unsent text included.
        </p>
      )}
    </div>
  )
}
