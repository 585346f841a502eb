import { X } from 'lucide-preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Image } from '../../shared/contracts/images.ts'
import type { Step } from '../../shared/contracts/sessions.ts'
import { usePod } from '../pod.ts'
import { IconButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { clockTime } from '../ui/when.ts'

const thumbHeightPx = 64
const widestThumbPx = 140

/** The screenshots of a message, small; pressed, one is shown as large as the window allows. */
export function StepPictures({ session_id, step }: { session_id: string; step: Step }) {
  const who = step.author === 'flowpilot' ? 'FlowPilot' : step.author.name.split(' ')[0]
  const { images } = step
  return (
    <div class="flex flex-wrap gap-2 py-1">
      {images.map((image, at) => (
        <Thumb
          key={image.id}
          {...{ session_id, image }}
          label={`Screenshot by ${who}, ${clockTime(step.created_at)}${images.length > 1 ? ` (${at + 1} of ${images.length})` : ''}`}
        />
      ))}
    </div>
  )
}

function Thumb(props: { session_id: string; image: Image; label: string }) {
  const { image, label } = props
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLButtonElement>(null)
  const { url, failed } = useBytes(props.session_id, image.id, box)
  const width = Math.min(
    widestThumbPx,
    Math.max(32, Math.round((image.width / image.height) * thumbHeightPx)),
  )
  return (
    <>
      <button
        ref={box}
        type="button"
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        class="flex-none block p-0 overflow-hidden cursor-pointer rounded-3px b b-solid b-line bg-page hover:b-edge"
        style={{ width: `${width}px`, height: `${thumbHeightPx}px` }}
        onClick={() => url && setOpen(true)}
      >
        {url && <img src={url} alt="" class="block w-full h-full object-cover object-top" />}
        {failed && <span class="meta">Not loaded</span>}
      </button>
      {isOpen && url && (
        <Dialog
          label={label}
          class="w-fit max-w-[calc(100vw-24px)] max-h-[calc(100dvh-24px)] mt-12px"
          onClose={() => setOpen(false)}
        >
          <div class="flex items-center justify-between gap-3 pl-3 pr-1 py-1">
            <span class="meta cut">{label}</span>
            <IconButton icon={X} label="Close" onPress={() => setOpen(false)} />
          </div>
          <img
            src={url}
            alt={label}
            width={image.width}
            height={image.height}
            class="block w-auto h-auto max-w-full max-h-[calc(100dvh-72px)] mx-auto"
          />
        </Dialog>
      )}
    </>
  )
}

/** Read once the box comes into sight; let go with it. */
function useBytes(session_id: string, image_id: string, box: { current: HTMLElement | null }) {
  const { api } = usePod()
  const [shown, setShown] = useState<{ url: string | null; failed: boolean }>({ url: null, failed: false })
  useEffect(() => {
    const life = new AbortController()
    let url: string | null = null
    const read = async () => {
      const one = api.client['ai-sessions'][':id'].images[':image_id']
      try {
        const response = await one.$get(
          { param: { id: session_id, image_id } },
          { init: { signal: life.signal } },
        )
        const bytes = await response.blob()
        if (life.signal.aborted) return
        url = URL.createObjectURL(bytes)
        setShown({ url, failed: false })
      } catch {
        if (!life.signal.aborted) setShown({ url: null, failed: true })
      }
    }
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      void read()
    })
    if (box.current) observer.observe(box.current)
    return () => {
      observer.disconnect()
      life.abort()
      if (url) URL.revokeObjectURL(url)
    }
  }, [session_id, image_id])
  return shown
}
