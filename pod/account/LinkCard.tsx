import { Link } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { toast } from '../ui/Toasts.tsx'
import { exactTime } from '../ui/when.ts'
import type { MadeLink, PeopleModel } from './people-model.ts'
import { linkWords } from './people-words.ts'

/** A link that somebody has to pass on, shown this once. */
export function LinkCard({ model, made }: { model: PeopleModel; made: MadeLink }) {
  const { host } = usePod()
  const field = useRef<HTMLInputElement>(null)
  const { link, who } = made
  useEffect(() => field.current?.focus(), [made])
  const close = () => {
    model.made.value = null
  }
  const copy = async (address: string) => {
    if (await host.copy(address)) toast('Link copied.', { tone: 'good' })
    else toast('It could not be copied. Select it and copy by hand.', { tone: 'bad' })
  }
  const isShown = link.delivery === 'shown'
  return (
    <Notice
      card
      icon={Link}
      tone={isShown && link.mail_failed ? 'amber' : 'blue'}
      role="status"
      title={<strong class="font-600">{linkWords(link, who)}</strong>}
      next={`It works once, until ${exactTime(link.expires_at)}.`}
    >
      <div class="flex flex-wrap gap-2 pt-2">
        {isShown && (
          <>
            <input
              ref={field}
              class="input code leading-18px flex-1 basis-240px"
              aria-label={`Link for ${who}`}
              readOnly
              value={link.link}
              onFocus={(event) => event.currentTarget.select()}
            />
            <Button kind="primary" onPress={() => copy(link.link)}>
              Copy
            </Button>
          </>
        )}
        <Button onPress={close}>Done</Button>
      </div>
    </Notice>
  )
}
