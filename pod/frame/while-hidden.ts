/** So often a tab that nobody looks at asks: its stream is closed meanwhile. */
const askEveryMs = 30_000

type Tab = Pick<Document, 'visibilityState' | 'addEventListener'>

/**
 * Asks again and again while the tab is hidden. Of several hidden tabs one asks at a time, as all would be told the same;
 * where the browser has no locks each does.
 */
export function whileHidden(ask: () => Promise<unknown>, tab: Tab, locks: LockManager | undefined): void {
  let shown = new AbortController()
  const untilShown = async ({ signal }: AbortController) => {
    while (!signal.aborted) {
      await passed(askEveryMs, signal)
      if (!signal.aborted) await ask().catch(() => {})
    }
  }
  const begin = () => {
    shown.abort()
    if (tab.visibilityState !== 'hidden') return
    shown = new AbortController()
    const now = shown
    if (!locks) void untilShown(now)
    else locks.request('flowpilot-hidden', { signal: now.signal }, () => untilShown(now)).catch(() => {})
  }
  tab.addEventListener('visibilitychange', begin)
  begin()
}

function passed(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
