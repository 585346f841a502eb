const tries = 5
const runsPerTry = 3
/** Below this a run says more about the machine than about the text. */
const leastMs = 4

/**
 * How much more processor time twice the size takes: about 2 where it grows with the size, 4 where with its square.
 * Processor time and the least of several tries, so that a busy machine is not taken for a slow function.
 */
export async function growthOf(run: (size: number) => unknown, size: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let n = 0; n < tries && least > 2.2; n++) {
    const [once, twice] = [await spentMs(run, size), await spentMs(run, 2 * size)]
    least = Math.min(least, twice < leastMs ? 1 : twice / Math.max(once, leastMs / 2))
  }
  return least
}

async function spentMs(run: (size: number) => unknown, size: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let n = 0; n < runsPerTry; n++) {
    const before = process.cpuUsage()
    await run(size)
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}
