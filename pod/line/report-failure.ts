/** Beyond these nothing new is learnt from one page. */
const mostKinds = 50
const told = new Set<string>()

/**
 * One line on the console for whoever looks for the cause: which part failed and the name of the error, once each.
 * Never the error's own words, which may hold a client's.
 */
export function reportFailure(part: string, error: unknown): void {
  const kind = error instanceof Error ? error.name : typeof error
  const line = `FlowPilot failed: part="${part}" error=${kind}`
  if (told.has(line) || told.size >= mostKinds) return
  told.add(line)
  console.error(line)
}

/** Reports what nothing else caught. The answer ends it. */
export function reportUncaught(win: Pick<Window, 'addEventListener' | 'removeEventListener'>): () => void {
  // without an error it is another origin's, or a notice of the browser about layout
  const byEvent = ({ error }: ErrorEvent) => error && reportFailure('page', error)
  const byPromise = ({ reason }: PromiseRejectionEvent) => reportFailure('page, later', reason)
  win.addEventListener('error', byEvent)
  win.addEventListener('unhandledrejection', byPromise)
  return () => {
    win.removeEventListener('error', byEvent)
    win.removeEventListener('unhandledrejection', byPromise)
  }
}
