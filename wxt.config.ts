import { resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import UnoCSS from 'unocss/vite'
import { defineConfig } from 'wxt'
import { type Demo, manifestOf } from './extension/manifest.ts'
import { markedLexer } from './marked-lexer.ts'

/** The demo's addresses, or others where those are taken. */
const demo: Demo | null = process.env.DEMO_EXTENSION
  ? {
      server_url: process.env.DEMO_SERVER_URL ?? 'http://127.0.0.1:8787',
      psa_url: process.env.DEMO_PSA_URL ?? 'http://127.0.0.1:8788',
    }
  : null

const ofBuilder = new Set('manifest_version version icons background options_ui sidebar_action'.split(' '))

export default defineConfig({
  srcDir: 'extension',
  entrypointsDir: 'entrypoints',
  publicDir: 'extension/public',
  outDir: 'dist/extension',
  outDirTemplate: `{{browser}}${demo ? '-demo' : ''}`,
  imports: false,
  manifestVersion: 3,
  manifest: ({ browser }) => manifestOf({ browser, demo }),
  hooks: {
    // it comes from the disk: what is needed every day is smaller in one piece, and sooner there
    'vite:build:extendConfig': (entrypoints, config) => {
      if (!entrypoints.some(({ type }) => type === 'sidepanel')) return
      const output = config.build?.rollupOptions?.output
      if (!output || Array.isArray(output)) return
      output.codeSplitting = { groups: [{ name: 'panel', test: everyday }] }
      // no hashes: nothing here outlives an update, and `sortedVariables` comes after them
      output.chunkFileNames = 'chunks/[name].js'
      output.entryFileNames = 'chunks/[name]-page.js'
      output.assetFileNames = 'assets/[name].[ext]'
    },
    // the builder may add pages, never a right
    'build:manifestGenerated': (wxt, manifest) => {
      const ours: Record<string, unknown> = manifestOf({ browser: wxt.config.browser, demo })
      for (const [key, value] of Object.entries(manifest))
        if (key in ours ? !isDeepStrictEqual(value, ours[key]) : value !== undefined && !ofBuilder.has(key))
          throw new Error(`The builder changed "${key}" of the manifest.`)
    },
  },
  vite: () => ({
    plugins: [UnoCSS({ configFile: resolve('uno.config.ts') }), markedLexer(), sortedVariables()],
    define: { 'import.meta.env.PRESET_SERVER': JSON.stringify(demo?.server_url ?? '') },
    build: {
      target: 'es2022',
      cssTarget: ['chrome123', 'firefox142'],
      modulePreload: false,
    },
  }),
  zip: {
    name: 'flowpilot',
    artifactTemplate: `{{name}}-{{version}}-{{browser}}${demo ? '-demo' : ''}.zip`,
    sourcesTemplate: `{{name}}-{{version}}-sources${demo ? '-demo' : ''}.zip`,
    // what the build reads, nothing of the server
    includeSources: [
      '{extension,pod,shared}/**',
      '{wxt,uno}.config.ts',
      'budget.ts',
      'marked-lexer.ts',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'patches/**',
      'docs/extension.md',
    ],
  },
})

/** Fetched when somebody opens it or, as Markdown, once there is something to draw. */
const later = [
  /\/extension\/(?:entrypoints\/|Options|features\/options)/,
  /\/pod\/handoffs\/(?!why-not-escalate|queue-query)/,
  /\/pod\/(?:account|audit|connect|palette|reminders|updates)\//,
  /\/pod\/(?:flows\/(?!flow-query)|needs\/(?!needs-model)|fixes\/(?!fix-acts)|presence\/Presence)/,
  /\/pod\/(?:closing\/(?!why-not-close)|case\/(?:CloseSheet|EscalateSheet|HandoverSheet|HandoffDestinations|ShareSheet|UpdatesBand|update-parts|share-asked|carry-out|TicketSheet|FlowSheet|Sheet\.|later-parts|handover-parts)|tickets\/(?:TicketPicker|FoundRow))/,
  /\/pod\/(?:turns\/(?:picture-parts|PictureStrip|StepPictures|take-pictures)|ui\/(?:Dialog|Question|ToastList|show-why))/,
  /\/pod\/(?:days\/(?!day-query)|analytics\/(?!metrics-query))/,
  /\/pod\/screens\/(?:Needs|needs-parts)/,
  /\/pod\/sessions\/(?:CaseHistory|HistoryRow|history-model)/,
  /\/pod\/frame\/(?:UnderBell|DueBand|BellList|bell-|open-notified)/,
  /\/pod\/posts\/(?:PostsPage|PostRow|PostDetail|PostsBand|Candidates|History|history-words|outbox-model)/,
  /\/(?:pod\/ui\/(?:filter\/|render-markdown|markdown-lexer)|node_modules\/(?:marked|uqr)\/)/,
]
const everyday = (id: string) => !later.some((part) => part.test(id))

/** UnoCSS writes its variables down in the order in which it happened to read the files: a build must be repeatable. */
function sortedVariables() {
  return {
    name: 'sorted-variables',
    enforce: 'post' as const,
    generateBundle: (
      _options: unknown,
      bundle: Record<string, { type: string; fileName: string; source?: unknown }>,
    ) => {
      for (const asset of Object.values(bundle))
        if (asset.fileName.endsWith('.css') && typeof asset.source === 'string')
          asset.source = asset.source.replace(
            /:root,:host\{([^}]*)\}/g,
            (_block, variables: string) => `:root,:host{${variables.split(';').toSorted().join(';')}}`,
          )
    },
  }
}
