import { CircleCheck, Copy, Share } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { Closing } from '../../shared/contracts/closings.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { toast } from '../ui/Toasts.tsx'
import { leftUndone, pushStatusWords } from './closing-words.ts'

/** What became of a closing: by whom, how its writes stand, what it left undone. */
export function Closed(props: {
  closing: Closing
  status: Closing['psa_push_status']
  documentation: () => Promise<string>
  /** Null where this person shares nothing of it. */
  onShare: (() => void) | null
  /** Its posts, as they stand. */
  children: ComponentChildren
}) {
  const { closing } = props
  const { host } = usePod()
  const copy = async () => {
    const isCopied = await props.documentation().then(host.copy, () => false)
    toast(isCopied ? 'The documentation is copied.' : 'It could not be copied. Try again.')
  }
  return (
    <div class="flex-1 min-h-0 overflow-y-auto grid gap-3 content-start p-3 wide:p-5">
      <Notice
        card
        icon={CircleCheck}
        tone="green"
        role="status"
        title={
          <>
            Closed by {closing.closed_by.name} <Time at={closing.closed_at} />
          </>
        }
        next={pushStatusWords(props.status)}
      />
      {props.children}
      {leftUndone(closing).map((sentence) => (
        <p key={sentence} class="meta">
          {sentence}
        </p>
      ))}
      <div class="flex flex-wrap gap-2">
        {props.onShare && (
          <Button icon={Share} iconClass="text-cyan" onPress={props.onShare}>
            Write to the client
          </Button>
        )}
        <Button kind="quiet" icon={Copy} onPress={copy}>
          Copy documentation
        </Button>
      </div>
    </div>
  )
}
