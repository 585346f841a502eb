import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { getPods, type PodSetup } from './api.ts'
import { type HostedPod, type HostScreen, hostPod } from './hosted-api.ts'
import { usePodSize } from './pod-size.ts'

interface FrameProps {
  setup: PodSetup
  ticketId: number
  screen: RefObject<HostScreen>
  pods: RefObject<HostedPod[]>
}

function PodFrame({ setup, ticketId, screen, pods }: FrameProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  // The address keeps the first ticket's id: a later ticket does not reload the frame.
  const [address] = useState(() =>
    setup.url.replaceAll('[cw_id]', String(ticketId)).replaceAll('[cw_screen]', 'ticket'),
  )
  const [isHosting, setIsHosting] = useState(false)

  useEffect(() => {
    if (!frame.current) return
    const hosted = hostPod(frame.current, setup, {
      ticketId: () => screen.current.ticketId(),
      refresh: () => screen.current.refresh(),
      setDirty: (dirty) => screen.current.setDirty(dirty),
      authentication: () => screen.current.authentication(),
      openScreen: (name, id, newTab) => screen.current.openScreen(name, id, newTab),
    })
    pods.current = [...pods.current, hosted]
    // Only now may the page load: its first message must find somebody listening.
    setIsHosting(true)
    return () => {
      pods.current = pods.current.filter((pod) => pod !== hosted)
      hosted.dispose()
    }
  }, [setup, screen, pods])

  return (
    <div class="hosted-pod">
      <h2>{setup.description}</h2>
      <iframe ref={frame} title={setup.description} src={isHosting ? address : undefined} />
    </div>
  )
}

function SizeBar({ size }: { size: ReturnType<typeof usePodSize> }) {
  return (
    <div class="size-bar">
      <span class="muted">
        Pod {size.dock === 'right' ? `${size.width} px wide` : `${size.height} px high`}
      </span>
      <span class="grow" />
      {size.presets.map((pixels) => (
        <button
          key={pixels}
          type="button"
          aria-pressed={size.current === pixels}
          onClick={() => size.set(pixels)}
        >
          {pixels}
        </button>
      ))}
      <button type="button" onClick={size.turn}>
        {size.dock === 'right' ? 'Below' : 'At right'}
      </button>
    </div>
  )
}

interface PodAreaProps extends Omit<FrameProps, 'setup'> {
  children: ComponentChildren
}

export function PodArea({ pods, screen, ticketId, children }: PodAreaProps) {
  const [setups, setSetups] = useState<PodSetup[]>()
  const [trouble, setTrouble] = useState('')
  const size = usePodSize()
  useEffect(() => {
    getPods().then(
      (answer) => setSetups(answer.pods),
      (error: Error) => setTrouble(error.message),
    )
  }, [])
  const extent = size.dock === 'right' ? { width: `${size.width}px` } : { height: `${size.height}px` }
  return (
    <div class={`ticket-body dock-${size.dock}${size.isDragging ? ' is-dragging' : ''}`}>
      <div class="ticket-main">{children}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a splitter is a focusable separator, which no element is */}
      <div
        class="splitter"
        role="separator"
        tabIndex={0}
        aria-label="Pod size"
        aria-orientation={size.dock === 'right' ? 'vertical' : 'horizontal'}
        aria-valuenow={size.current}
        aria-valuemin={size.least}
        aria-valuemax={size.most}
        onPointerDown={size.startDrag}
        onKeyDown={size.onKey}
      />
      <aside class="pod-area" style={extent} aria-label="Hosted pods">
        <SizeBar size={size} />
        {trouble && <p role="alert">{trouble}</p>}
        {setups?.length === 0 && (
          <p class="muted pod-empty">No pod is registered for the Service Ticket screen.</p>
        )}
        {setups?.map((setup) => (
          <PodFrame key={setup.id} setup={setup} ticketId={ticketId} screen={screen} pods={pods} />
        ))}
      </aside>
    </div>
  )
}
