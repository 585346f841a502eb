const tries = 6
const runsPerTry = 3
/** Below this a run says more about the machine than about the text. */
const leastMs = 4
/** So long runs tell what they take, and no more of them are tried. */
const seenMs = 20
const mostTimes = 100_000

/**
 * How much more processor time twice the size takes: about 2 where it grows with the size, 4 where with its square.
 * Processor time and the least of several tries, so that a busy machine is not taken for a slow function.
 */
export async function growthOf(run: (size: number) => unknown, size: number): Promise<number> {
  const least = { once: Number.POSITIVE_INFINITY, twice: Number.POSITIVE_INFINITY }
  const growth = () => (least.twice < leastMs ? 1 : least.twice / Math.max(least.once, leastMs / 2))
  for (let n = 0; n < tries && !(growth() <= 2.2); n++) {
    least.once = Math.min(least.once, await spentMs(run, size))
    least.twice = Math.min(least.twice, await spentMs(run, 2 * size))
  }
  return growth()
}

/**
 * The same for what reads no more than so many characters: half of them against all. A run of so few takes no time that
 * could be seen, so it is done again and again.
 */
export async function growthUpTo(run: (size: number) => unknown, most: number): Promise<number> {
  const often = (times: number) => (size: number) => {
    for (let n = 0; n < times; n++) run(size)
  }
  let times = 1
  while ((await spentMs(often(times), most)) < seenMs) {
    if (times > mostTimes) throw new Error('A run takes no time at all.')
    times *= 2
  }
  return growthOf(often(times), most / 2)
}

/** How many times the processor time of `other` a run takes, each by its best of several runs. */
export async function timesOf(run: () => unknown, other: () => unknown): Promise<number> {
  return (await spentMs(run, 0)) / Math.max(await spentMs(other, 0), leastMs)
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
