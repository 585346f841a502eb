import preact from '@preact/preset-vite'
import UnoCSS from 'unocss/vite'
import { defineConfig } from 'vite'

export default defineConfig(({ mode }) => {
  if (mode === 'server')
    return {
      build: {
        ssr: 'server/main.ts',
        outDir: 'dist/server',
        target: 'node20',
        rollupOptions: { output: { entryFileNames: 'main.js' } },
      },
      ssr: { noExternal: true, external: ['pino', 'postgres'] },
    }
  if (mode === 'simulator')
    return {
      root: 'simulator/screen',
      base: '/__screen/',
      plugins: [preact()],
      build: { outDir: '../../dist/simulator', emptyOutDir: true },
    }
  return {
    root: 'pod',
    base: '/assets/',
    plugins: [UnoCSS(), preact()],
    build: {
      outDir: '../dist/pod',
      emptyOutDir: true,
      manifest: true,
      assetsInlineLimit: 0,
      target: 'es2022',
      // light-dark() as it is, not rewritten for older browsers
      cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    },
  }
})
