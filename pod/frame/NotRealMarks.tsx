import { Cpu, FlaskConical } from 'lucide-preact'
import { usePod } from '../pod.ts'
import { Icon } from '../ui/Icon.tsx'
import { offlineModel } from './offline-model.ts'

/** What is not the real thing says so: the offline model, the simulator. */
export function NotRealMarks(props: { look?: 'line' | 'pills' | 'signs'; class?: string }) {
  const me = usePod().me.value
  const look = props.look ?? 'line'
  const marks = [
    me?.model.kind === 'offline' && {
      icon: Cpu,
      words: 'Offline model',
      why: offlineModel,
    },
    me?.psa.simulated && {
      icon: FlaskConical,
      words: 'Simulator',
      why: 'The PSA behind this is the bundled simulator, not a real ConnectWise.',
    },
  ].filter((mark) => mark !== false && mark !== undefined)
  if (marks.length === 0) return null
  return (
    <span class={`items-center gap-2 ${props.class ?? 'flex'}`}>
      {marks.map((mark) => (
        <span
          key={mark.words}
          title={mark.why}
          class={
            look === 'pills'
              ? 'pill text-muted'
              : 'flex items-center gap-1 text-micro text-muted whitespace-nowrap'
          }
        >
          <Icon of={mark.icon} size={12} />
          {look === 'signs' ? <span class="sr-only">{mark.words}</span> : mark.words}
        </span>
      ))}
    </span>
  )
}
