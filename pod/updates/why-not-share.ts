/** So much must have been said before there is something to report. */
export const exchangesNeeded = 2

/** Why Share Update cannot be opened yet. */
export function whyNotShare(exchanges: number, mayShare: boolean): string | undefined {
  if (!mayShare) return 'Your role may read this case, not report on it.'
  const left = exchangesNeeded - exchanges
  if (left <= 0) return undefined
  return `Not enough to report yet: ${left === 1 ? 'one more exchange' : 'two exchanges'} with FlowPilot first.`
}
