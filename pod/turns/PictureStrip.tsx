import { ImagePlus, TriangleAlert, X } from 'lucide-preact'
import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { usePod } from '../pod.ts'
import { IconButton } from '../ui/Button.tsx'
import { announce } from '../ui/LiveRegion.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { Pictures } from './pictures.ts'
import { pictureTypes, removePicture, takePictures } from './take-pictures.ts'

/** Opens the file chooser: the way for touch and keyboard. */
export function PictureButton({
  pictures,
  area,
}: {
  pictures: Pictures
  area: RefObject<HTMLElement | null>
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton icon={ImagePlus} label="Attach pictures" onPress={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={pictureTypes.join(',')}
        onChange={(event) => {
          takePictures(pictures, [...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
          area.current?.focus({ preventScroll: true })
        }}
      />
    </>
  )
}

/** What goes with the next message, above its words. Takes what is pasted or dropped anywhere on the case. */
export function PictureStrip({ pictures, isSending }: { pictures: Pictures; isSending: boolean }) {
  const isOver = useDropsAndPastes(pictures)
  const list = isSending ? [] : pictures.list.value
  const isOffline = usePod().me.value?.model.kind === 'offline'
  const one = list.length === 1
  const them = one ? 'it' : 'them'
  useEffect(() => {
    if (list.length > 0) announce(one ? '1 picture attached.' : `${list.length} pictures attached.`)
  }, [list.length])
  return (
    <>
      {pictures.refusal.value && (
        <Notice
          icon={TriangleAlert}
          tone="amber"
          role="alert"
          class="b-b-0 b-t b-t-solid"
          title={pictures.refusal.value}
        />
      )}
      {list.length > 0 && (
        <div class="flex-none px-3 pt-2 wide:px-5 b-t b-t-solid b-line">
          <ul aria-label="Pictures of this message" class="flex flex-wrap gap-2 m-0 p-0 list-none">
            {list.map((picture, at) => (
              <li key={picture.id} class="relative">
                <img
                  src={picture.url}
                  alt={`Attached: ${at + 1}`}
                  class="block h-56px w-84px low:h-28px low:w-42px object-contain rounded-3px b b-solid b-line bg-page"
                />
                <IconButton
                  icon={X}
                  size={12}
                  label={`Remove picture ${at + 1}`}
                  class="absolute -top-6px -right-6px h-20px w-20px rounded-pill b b-solid b-line bg-page"
                  onPress={() => removePicture(pictures, picture)}
                />
              </li>
            ))}
          </ul>
          <p class="meta mt-1">
            {isOffline
              ? `The offline model can’t look at ${them}; the case keeps ${them} once sent.`
              : `The model sees ${them} as taken: nothing is blacked out. Kept once sent.`}
          </p>
        </div>
      )}
      {isOver && (
        <div
          aria-hidden="true"
          class="fixed inset-0 z-50 pointer-events-none flex items-center justify-center bg-black/30"
        >
          <span class="float px-4 py-3 font-600">Drop pictures here</span>
        </div>
      )}
    </>
  )
}

const isEditable = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null
const composer = 'textarea[data-composer]'
const bringsFiles = (transfer: DataTransfer | null): transfer is DataTransfer =>
  transfer?.types.includes('Files') ?? false

/** True while files are dragged over the page. */
function useDropsAndPastes(pictures: Pictures): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const dragged = (event: DragEvent) => {
      if (!bringsFiles(event.dataTransfer)) return
      event.preventDefault()
      setOver(true)
    }
    const left = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const dropped = (event: DragEvent) => {
      setOver(false)
      if (!bringsFiles(event.dataTransfer)) return
      event.preventDefault()
      takePictures(pictures, [...event.dataTransfer.files])
    }
    const pasted = (event: ClipboardEvent) => {
      const { target, clipboardData } = event
      // cells of a sheet come as text with a picture of it: the text is meant
      if (!bringsFiles(clipboardData) || clipboardData.types.includes('text/plain')) return
      if (isEditable(target) && !(target as HTMLElement).matches(composer)) return
      event.preventDefault()
      takePictures(pictures, [...clipboardData.files])
    }
    const listeners = { dragover: dragged, dragleave: left, drop: dropped, paste: pasted }
    for (const [name, listener] of Object.entries(listeners))
      document.addEventListener(name, listener as EventListener)
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        document.removeEventListener(name, listener as EventListener)
    }
  }, [pictures])
  return isOver
}
