type Labels = Record<string, string | number>
type Kind = 'counter' | 'gauge' | 'histogram'
type Family = { kind: Kind; help: string; series: Map<string, number> }

/** A label that takes ever new values would fill the memory: what comes after so many is not counted. */
const seriesLimit = 2_000

/** Counters, gauges and histograms, and their text as Prometheus reads it. */
export function createRegistry() {
  const families = new Map<string, Family>()
  const family = (name: string, kind: Kind, help: string): Family => {
    const made: Family = { kind, help, series: new Map() }
    families.set(name, made)
    return made
  }
  const add = ({ series }: Family, key: string, by: number) => {
    if (series.has(key) || series.size < seriesLimit) series.set(key, (series.get(key) ?? 0) + by)
  }

  return {
    counter: (name: string, help: string) => {
      const own = family(name, 'counter', help)
      return (labels: Labels, by = 1) => add(own, name + shown(labels), by)
    },
    gauge: (name: string, help: string, kind: Kind = 'gauge') => {
      const own = family(name, kind, help)
      return {
        set: (labels: Labels, value: number) => own.series.set(name + shown(labels), value),
        clear: () => own.series.clear(),
      }
    },
    histogram: (name: string, help: string, buckets: readonly number[]) => {
      const own = family(name, 'histogram', help)
      return (labels: Labels, value: number) => {
        for (const le of [...buckets, '+Inf'])
          add(own, `${name}_bucket${shown({ ...labels, le })}`, le === '+Inf' || value <= Number(le) ? 1 : 0)
        add(own, `${name}_sum${shown(labels)}`, value)
        add(own, `${name}_count${shown(labels)}`, 1)
      }
    },
    text: () =>
      [...families]
        .filter(([, { series }]) => series.size > 0)
        .map(([name, { kind, help, series }]) => {
          const lines = [...series].map(([key, value]) => `${key} ${value}\n`).join('')
          return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines}`
        })
        .join(''),
  }
}

function shown(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(String(value))}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
