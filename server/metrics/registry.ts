import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

type Labels = Record<string, string | number>

/** A label that takes ever new values would fill the memory: what comes after so many is not counted. */
const seriesLimit = 2_000

/** Of one metric: whether this series is known, or there is room for it. */
function createRoom(): (labels: Labels) => boolean {
  const known = new Set<string>()
  return (labels) => {
    const series = JSON.stringify(Object.values(labels))
    if (known.size < seriesLimit) known.add(series)
    return known.has(series)
  }
}

/** Processor, memory, garbage and event loop of this process, whichever world asks. */
const ofProcess = new Registry()
collectDefaultMetrics({ register: ofProcess })
export const processText = (): Promise<string> => ofProcess.metrics()

/** Counters, gauges and histograms of a world. `labels` are those that a metric is always told with. */
export function createRegistry() {
  const registry = new Registry()
  const registers = [registry]
  return {
    counter: <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) => {
      const counter = new Counter({ name, help, labelNames, registers })
      const hasRoom = createRoom()
      return (labels: Record<L, string | number>, by = 1) => {
        if (hasRoom(labels)) counter.inc(labels as never, by)
      }
    },
    gauge: <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) => {
      const gauge = new Gauge({ name, help, labelNames, registers })
      // nobody has measured it yet
      if (labelNames.length === 0) gauge.remove()
      return {
        set: (labels: Record<L, string | number>, value: number) => gauge.set(labels as never, value),
        clear: () => gauge.reset(),
      }
    },
    histogram: <L extends string>(
      name: string,
      help: string,
      buckets: readonly number[],
      labelNames: readonly L[],
    ) => {
      const histogram = new Histogram({ name, help, labelNames, buckets: [...buckets], registers })
      const hasRoom = createRoom()
      return (labels: Record<L, string | number>, value: number) => {
        if (hasRoom(labels)) histogram.observe(labels as never, value)
      }
    },
    text: () => registry.metrics(),
  }
}
