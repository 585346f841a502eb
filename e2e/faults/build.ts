import { fileURLToPath } from 'node:url'
import { build } from 'vite'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export type Programs = { server: string; naive: string }

/** The programs under test as single files: they start in a fraction of the time the sources take. */
export async function buildPrograms(from: string = root): Promise<Programs> {
  const outDir = `${from}/dist/faults`
  const shared = {
    root: from,
    configFile: false as const,
    logLevel: 'error' as const,
    ssr: { noExternal: true as const, external: ['pino', 'postgres'] },
  }
  for (const [name, entry] of [
    ['server', 'server/main.ts'],
    ['naive', 'e2e/faults/naive-worker.ts'],
  ] as const)
    await build({
      ...shared,
      build: {
        ssr: `${from}/${entry}`,
        outDir: `${outDir}/${name}`,
        target: 'node20',
        rollupOptions: { output: { entryFileNames: 'main.js' } },
      },
    })
  return { server: `${outDir}/server/main.js`, naive: `${outDir}/naive/main.js` }
}
