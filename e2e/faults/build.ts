import { fileURLToPath } from 'node:url'
import { build } from 'vite'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export type Programs = { server: string; naive: string }

/** The programs under test as single files: they start in a fraction of the time the sources take. */
export async function buildPrograms(): Promise<Programs> {
  const program = (entry: URL, name: string) => bundle(fileURLToPath(entry), `${root}dist/faults/${name}`)
  return {
    server: await program(new URL('../../server/main.ts', import.meta.url), 'server'),
    naive: await program(new URL('./naive-worker.ts', import.meta.url), 'naive'),
  }
}

async function bundle(entry: string, outDir: string): Promise<string> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'main.js' } },
    },
    ssr: { noExternal: true, external: ['pino', 'postgres'] },
  })
  return `${outDir}/main.js`
}
