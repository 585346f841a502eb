import { TriangleAlert } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { Trouble } from '../host.ts'
import { usePod } from '../pod.ts'
import { Icon } from '../ui/Icon.tsx'
import { TopRow } from './TopRow.tsx'
import { TroubleView } from './TroubleView.tsx'
import { troubleWords } from './trouble-words.ts'

/** What keeps the place from working, as a whole screen. `link`: where a person can link themselves. */
export function TroubleScreen(props: { trouble: Trouble; link: ComponentChildren }) {
  const { host } = usePod()
  const { code } = props.trouble
  const ticket = code === 'not_framed' ? null : host.ticket.value
  return (
    <>
      <TopRow
        ticket_id={ticket}
        title={ticket ? '' : 'FlowPilot'}
        state={
          <span class="flex items-center gap-6px meta whitespace-nowrap">
            <Icon of={TriangleAlert} size={14} class="text-red" />
            {troubleWords[code].chip}
          </span>
        }
      />
      {props.trouble.values?.by_password ? (
        props.link
      ) : (
        <TroubleView trouble={props.trouble} onTryAgain={host.tryAgain} />
      )}
    </>
  )
}
