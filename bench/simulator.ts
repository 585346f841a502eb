import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startChild } from './processes.ts'

/** What the simulator takes from its company `acme`. */
export const simulatorKeys = {
  company_id: 'acme',
  public_key: 'demo-public',
  private_key: 'demo-private',
  client_id: '3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46',
}

/** The ConnectWise simulator as a process of its own; its tickets are forgotten with it. */
export async function startSimulator(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'flowpilot-bench-psa-'))
  const port = await freePort()
  const child = await startChild({
    name: 'simulator',
    args: ['--import', 'tsx', 'simulator/main.ts'],
    port,
    ready: /simulator on http/,
    env: { SIMULATOR_PORT: String(port), DATA_DIR: dataDir },
  })
  return {
    url: child.url,
    stop: async () => {
      await child.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
