/** Microseconds of the machine's monotonic clock: comparable between processes of one machine. */
export const nowUs = () => Number(process.hrtime.bigint() / 1000n)

export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const began = nowUs()
  const value = await work()
  return { ms: (nowUs() - began) / 1000, value }
}
