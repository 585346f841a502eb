import { geckoId } from '../shared/contracts/extension.ts'
import { manifestKey } from './manifest-key.ts'
import { cloudMatches } from './pages/recognise.ts'

/** What the demo's build knows from the start. */
export type Demo = { server_url: string; psa_url: string }
export type Build = { browser: string; demo: Demo | null }

/** A server is reached by CORS, so no host permission is asked for; https only, but for the machine itself. */
const servers = 'https: http://127.0.0.1:* http://localhost:*'

export const ticketScript = 'psa.js'

/**
 * The whole manifest but for what the builder adds from the pages' own files (background, options page, icons).
 * A wider permission here fails `manifest.test.ts`; one that the builder would add fails the build.
 */
export function manifestOf(build: Build) {
  const isFirefox = build.browser === 'firefox'
  return {
    name: build.demo ? 'FlowPilot (demo)' : 'FlowPilot',
    description: 'The troubleshooting co-pilot beside the ticket: leads the diagnosis and writes the update.',
    permissions: [
      'storage',
      'identity',
      'scripting',
      'activeTab',
      'alarms',
      ...(isFirefox ? [] : ['sidePanel']),
    ],
    optional_permissions: ['notifications'],
    optional_host_permissions: ['https://*/*'],
    content_scripts: [
      {
        matches: [...cloudMatches, ...(build.demo ? [sitePattern(build.demo.psa_url, isFirefox)] : [])],
        js: [ticketScript],
        run_at: 'document_idle' as const,
      },
    ],
    content_security_policy: {
      extension_pages: [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        `connect-src ${servers}`,
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    },
    action: { default_title: 'FlowPilot' },
    ...(isFirefox ? ofFirefox : ofChrome),
  }
}

/** Not F, E, V, S, B, T or H: with those Firefox opens its own menus. */
const shortcut = { suggested_key: { default: 'Alt+Shift+P' }, description: 'Open FlowPilot beside the tab' }

const ofChrome = {
  key: manifestKey,
  minimum_chrome_version: '123',
  /** Nobody else: no page, and no other extension either, which without this line may connect. */
  externally_connectable: { ids: [] },
  storage: { managed_schema: 'managed-schema.json' },
  side_panel: { default_path: 'sidepanel.html' },
  commands: { _execute_action: shortcut },
}

const ofFirefox = {
  browser_specific_settings: {
    gecko: {
      id: geckoId,
      strict_min_version: '142.0',
      data_collection_permissions: {
        required: ['authenticationInfo', 'personallyIdentifyingInfo', 'websiteContent'],
      },
    },
  },
  commands: { _execute_sidebar_action: shortcut },
}

/** Firefox knows no ports in patterns; without one it means every port. */
function sitePattern(address: string, isFirefox: boolean): string {
  const { protocol, hostname, host } = new URL(address)
  return `${protocol}//${isFirefox ? hostname : host}/*`
}
