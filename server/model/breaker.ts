const busyLimit = 3
const windowMs = 30_000
/** An open breaker lets one call through after this long. */
const probeAfterMs = 20_000

type State = { busy_at: number[]; probe_at: number | null; is_probing: boolean }

/** A circuit breaker per model id: three busy answers within 30 s open it, an answered probe closes it. */
export function createModelBreaker(now: () => number = () => performance.now()) {
  const states = new Map<string, State>()
  return {
    /** True while the model is not to be asked. */
    isOpen(model: string): boolean {
      const state = states.get(model)
      if (!state || state.probe_at === null) return false
      return state.is_probing || now() < state.probe_at
    },
    /** Whether this call is the probe of an open breaker; its end is told with it. */
    callBegan(model: string): { isProbe: boolean } {
      const state = states.get(model)
      const isProbe = state !== undefined && state.probe_at !== null && !state.is_probing
      if (isProbe) state.is_probing = true
      return { isProbe }
    },
    callEnded(model: string, how: 'busy' | 'answered' | 'stopped', { isProbe }: { isProbe: boolean }): void {
      if (how === 'answered') return void states.delete(model)
      const state = states.get(model) ?? { busy_at: [], probe_at: null, is_probing: false }
      if (isProbe) state.is_probing = false
      if (how === 'stopped') return
      state.busy_at = [...state.busy_at, now()].slice(-busyLimit).filter((at) => at > now() - windowMs)
      if (state.probe_at !== null || state.busy_at.length === busyLimit) state.probe_at = now() + probeAfterMs
      states.set(model, state)
    },
  }
}
