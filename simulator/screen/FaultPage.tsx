import { useCallback, useEffect, useState } from 'preact/hooks'
import {
  type ActiveFault,
  clearFault,
  getFaults,
  getRequests,
  resetData,
  type SeenRequest,
  setFault,
} from './api.ts'
import { type Preset, presetGroups } from './fault-presets.ts'

const lookMs = 1_000
const shownRequests = 30

function Active({ faults, refresh }: { faults: ActiveFault[]; refresh: () => void }) {
  const clear = (id?: number) => {
    clearFault(id).then(refresh, refresh)
  }
  return (
    <section class="pod">
      <h2>Active now</h2>
      {faults.length === 0 && <p class="pod-empty">Nothing. ConnectWise behaves well.</p>}
      {faults.map((fault) => (
        <div key={fault.id} class="active-fault">
          <strong>{fault.label ?? fault.kind}</strong>
          <span class="muted">
            struck {fault.struck} {fault.struck === 1 ? 'time' : 'times'},{' '}
            {fault.left === null ? 'until cleared' : `${fault.left} to go`}
          </span>
          <span class="grow" />
          <button type="button" onClick={() => clear(fault.id)}>
            Clear
          </button>
        </div>
      ))}
      {faults.length > 1 && (
        <button type="button" onClick={() => clear()}>
          Clear all
        </button>
      )}
    </section>
  )
}

function Presets({ times, choose }: { times: number; choose: (preset: Preset) => void }) {
  return (
    <>
      {presetGroups.map((group) => (
        <section key={group.name} class="pod">
          <h2>{group.name}</h2>
          <div class="presets">
            {group.presets.map((preset) => (
              <button key={preset.label} type="button" class="preset" onClick={() => choose(preset)}>
                <strong>{preset.label}</strong>
                <span class="muted">{preset.what}</span>
                <span class="preset-times">
                  {times === 0 ? 'until cleared' : times === 1 ? 'once' : `${times} times`}
                </span>
              </button>
            ))}
          </div>
        </section>
      ))}
    </>
  )
}

function Requests({ requests }: { requests: SeenRequest[] }) {
  return (
    <section class="pod">
      <h2>Last requests</h2>
      <table class="srboard-grid">
        <tbody>
          {requests
            .slice(-shownRequests)
            .reverse()
            .map((request, index) => (
              <tr key={`${requests.length - index}`}>
                <td class="number">{request.at.slice(11, 19)}</td>
                <td>{request.method}</td>
                <td class="path">{request.path.replace(/^.*\/apis\/3\.0/, '')}</td>
                <td class="number">{request.status === 0 ? 'lost' : request.status}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}

export function FaultPage() {
  const [faults, setFaults] = useState<ActiveFault[]>([])
  const [requests, setRequests] = useState<SeenRequest[]>([])
  const [times, setTimes] = useState(1)
  const [trouble, setTrouble] = useState('')

  const refresh = useCallback(() => {
    Promise.all([getFaults(), getRequests()]).then(
      ([active, seen]) => {
        setFaults(active.faults)
        setRequests(seen.requests)
        setTrouble('')
      },
      (error: Error) => setTrouble(error.message),
    )
  }, [])
  useEffect(() => {
    refresh()
    const timer = setInterval(refresh, lookMs)
    return () => clearInterval(timer)
  }, [refresh])

  const choose = ({ label, fault }: Preset) => {
    setFault({ ...fault, label, ...(times === 0 ? {} : { times }) }).then(refresh, (error: Error) =>
      setTrouble(error.message),
    )
  }
  const reset = () => {
    if (confirm('Put tickets and notes back to how they were at the first start?'))
      resetData().then(refresh, refresh)
  }
  return (
    <section class="fault-page">
      <div class="cw_BannerView">
        <span class="detailLabel">Bad days: make ConnectWise misbehave</span>
      </div>
      <div class="toolbar">
        <label class="check">
          Strikes
          <select
            aria-label="How often"
            value={times}
            onChange={(event) => setTimes(Number(event.currentTarget.value))}
          >
            <option value={1}>once</option>
            <option value={3}>3 times</option>
            <option value={0}>until cleared</option>
          </select>
        </label>
        <span class="grow" />
        <button type="button" onClick={reset}>
          Reset the data
        </button>
      </div>
      {trouble && <p role="alert">{trouble}</p>}
      <div class="fault-columns">
        <div>
          <Presets times={times} choose={choose} />
        </div>
        <div>
          <Active faults={faults} refresh={refresh} />
          <Requests requests={requests} />
        </div>
      </div>
    </section>
  )
}
