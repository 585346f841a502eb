import { readFileSync } from 'node:fs'
import preact from '@preact/preset-vite'
import UnoCSS from 'unocss/vite'
import { defineConfig, type Plugin } from 'vite'
import { weighPages } from './budget.ts'
import { withoutIconKeys } from './icon-keys.ts'
import { markedLexer } from './marked-lexer.ts'
import { type ClientCopy, copyMended } from './server/db/mended-client.ts'

const postParts =
  /\/pod\/(?:posts\/(?:post-words|reason-words|kind-nouns|PostActions|PostState|choices)|frame\/(?:DeliveryNotice|delivery-words)|case\/Sheet)\.tsx?$/
const caseParts =
  /\/pod\/(?:posts\/(?:post-acts|post-groups)|causes\/evidence|facts\/fact-words|log\/log-lines|tasks\/task-order|delivery|ui\/(?:Menu|place-menu|show-over|Listbox|prose|Markdown|CodeBlock|new-id|links))\.tsx?$/
const pickerParts = /\/pod\/tickets\/(?:TicketPicker|FoundRow)\.tsx$/
const overlayParts = /\/pod\/ui\/(?:Dialog|Question)\.tsx$|\/shared\/roles\.ts$/
const filterParts = /\/pod\/ui\/filter\//
const flowParts = /\/pod\/flows\/(?:flows-model|flow-words)\.ts$/
const handoffParts =
  /\/pod\/(?:handoffs\/(?:BriefView|handoff-words|handoff-calls|in-hand|pickup-model|queue-model|QueueRow|Escalated)|closing\/(?:Destination|closing-words))\.tsx?$|\/shared\/ground\.ts$/
const hoursParts =
  /\/pod\/(?:closing\/(?:TimeEntry|StatusChange|hours)|ui\/form\/(?:FormField|Labelled|Select|local-time))\.tsx?$/
const connectionParts =
  /\/pod\/account\/(?:MembersPart|members-model|mapping-words|RightsReport|right-words|is-set-up|channel-words|chosen-values|Tick|as-of-words)\.tsx?$|\/pod\/line\/newest\.ts$/
/** Signs of an update that is due, and of whom it is for; words of the same. */
const dueParts = /\/lucide-preact\/dist\/esm\/icons\/(?:alarm-clock|mail)\.m?js$|\/shared\/update-due\.ts$/
/** Shared by Settings and the ways in; nobody needs them to work. */
const signInParts =
  /pod\/(ui\/form|account\/(SecondStep|AuthenticatorSetup|RecoveryCodes|QrCode))|node_modules\/uqr|contracts\/people/

export default defineConfig(({ mode }) => {
  if (mode === 'server')
    return {
      build: {
        ssr: 'server/main.ts',
        outDir: 'dist/server',
        target: 'node20',
        rollupOptions: { output: { entryFileNames: 'main.js' } },
      },
      ssr: { noExternal: true, external: ['pino', 'sharp'] },
      plugins: [mendedClient()],
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
    plugins: [UnoCSS(), preact(), markedLexer(), withoutIconKeys(), weighed()],
    build: {
      outDir: '../dist/pod',
      emptyOutDir: true,
      manifest: true,
      assetsInlineLimit: 0,
      target: 'es2022',
      // the oldest browsers below preload modules by themselves
      modulePreload: { polyfill: false },
      // few files instead of one for each shared module: what several parts need travels together
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              // the posts page takes the words of a post, and what can be done with it, from where a case has them
              { name: 'case-posts', priority: 3, test: postParts, includeDependenciesRecursively: false },
              // a case needs these, so do pages that open later: none of it before the first screen
              { name: 'case-parts', priority: 3, test: caseParts, includeDependenciesRecursively: false },
              // what asks something over a screen, and who may do what: none of it before the first screen
              {
                name: 'overlay-parts',
                priority: 3,
                test: overlayParts,
                includeDependenciesRecursively: false,
              },
              // a start page and a case look for tickets, neither before its first screen
              {
                name: 'ticket-picker',
                priority: 3,
                test: pickerParts,
                includeDependenciesRecursively: false,
              },
              // what the page of flows, the import and a case say of a flow
              { name: 'flow-parts', priority: 3, test: flowParts, includeDependenciesRecursively: false },
              // lists that are opened later: none of it before the first screen
              { name: 'filter-parts', priority: 3, test: filterParts, includeDependenciesRecursively: false },
              // what a case, its queue and its sheets say of a handing over: none of it before the first screen
              {
                name: 'handoff-parts',
                priority: 3,
                test: handoffParts,
                includeDependenciesRecursively: false,
              },
              // hours are booked, and a status is set, where a case is closed and where it is handed on, in fields that Settings have too
              { name: 'hours-parts', priority: 3, test: hoursParts, includeDependenciesRecursively: false },
              // what the bell and a case say of updates that are due: none of it before the first screen
              { name: 'due-parts', priority: 3, test: dueParts, includeDependenciesRecursively: false },
              // how a connection stands, in Settings and while it is set up
              {
                name: 'connection-parts',
                priority: 3,
                test: connectionParts,
                includeDependenciesRecursively: false,
              },
              { name: 'shared', minShareCount: 2, priority: 2, test: (id) => !signInParts.test(id) },
              { name: 'sign-in-parts', priority: 1, test: signInParts },
            ],
          },
        },
      },
      // light-dark() as it is, not rewritten for older browsers
      cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    },
  }
})

/** A build that is heavier than its budget fails, and one of which README.md says other sizes. */
function weighed(): Plugin {
  return {
    name: 'weighed',
    apply: 'build',
    closeBundle() {
      for (const line of weighPages('dist/pod', readFileSync('README.md', 'utf8'))) this.info(line)
    },
  }
}

/** The server brings its database client with our patch, also where npm ran no scripts; a build that cannot mend it fails. */
function mendedClient(): Plugin {
  let client: ClientCopy | undefined
  return {
    name: 'mended-client',
    enforce: 'pre',
    async buildStart() {
      client = await copyMended()
    },
    resolveId: (name) => (name === 'postgres' ? client?.entry : undefined),
    async closeBundle() {
      await client?.remove()
    },
  }
}
