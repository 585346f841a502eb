import type { Logger } from 'pino'
import type { World } from './world.ts'

/** Work that outlives its request. A failure is logged here and nowhere else. */
export function createBackground(log: Logger): World['background'] {
  const running = new Set<Promise<void>>()
  return {
    run: (name, work) => {
      const settled: Promise<void> = work
        .then(
          () => {},
          (error: unknown) => log.error({ err: error, work: name }, 'background work failed'),
        )
        .finally(() => running.delete(settled))
      running.add(settled)
    },
    settled: async () => {
      // work may start work
      while (running.size > 0) await Promise.all(running)
    },
  }
}
