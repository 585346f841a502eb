import { createGuardedFetch } from '../psa/guard.ts'

/** A process that is stopped while its connection to `url` is being made, and writes when it wakes if it may. */
const write = createGuardedFetch({ allowLoopback: true })
const sent = write(process.argv[2] ?? '', {
  method: 'POST',
  body: 'late',
  // other than this nothing would end it, and it fires only after the connection was heard of
  signal: AbortSignal.timeout(1_000),
})
setTimeout(() => process.kill(process.pid, 'SIGSTOP'), 1)
await sent.catch(() => {})
process.exit(0)
