// Loaded into every server under test: tells the benchmark what the process has used, and ends it on command.
process.on('message', (asked) => {
  if (asked?.probe === 'end') process.exit(0)
  if (asked?.probe !== 'read') return
  if (asked.collect) {
    globalThis.gc?.()
    globalThis.gc?.()
  }
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send?.({ probe: 'read', cpu_ms: (user + system) / 1000, rss, live: heapUsed + external })
})
process.channel?.unref()
