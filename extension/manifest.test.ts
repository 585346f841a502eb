import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { extensionId } from '../shared/contracts/extension.ts'
import { manifestOf } from './manifest.ts'
import { manifestKey } from './manifest-key.ts'

const cloud = [
  'https://na.myconnectwise.net/*',
  'https://eu.myconnectwise.net/*',
  'https://au.myconnectwise.net/*',
  'https://aus.myconnectwise.net/*',
  'https://za.myconnectwise.net/*',
  'https://staging.connectwisedev.com/*',
]
const common = {
  name: 'FlowPilot',
  description: expect.any(String),
  optional_permissions: ['notifications'],
  optional_host_permissions: ['https://*/*'],
  content_scripts: [{ matches: cloud, js: ['psa.js'], run_at: 'document_idle' }],
  content_security_policy: {
    extension_pages:
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src https: http://127.0.0.1:* http://localhost:*; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
  action: { default_title: 'FlowPilot' },
}
const shortcut = { suggested_key: { default: 'Alt+Shift+P' }, description: expect.any(String) }

// each line more is asked of everybody who installs it: docs/extension.md says why each is there
test('in Chrome it may do exactly this', () => {
  expect(manifestOf({ browser: 'chrome', demo: null })).toEqual({
    ...common,
    permissions: ['storage', 'identity', 'scripting', 'activeTab', 'alarms', 'sidePanel'],
    key: manifestKey,
    minimum_chrome_version: '123',
    externally_connectable: { ids: [] },
    storage: { managed_schema: 'managed-schema.json' },
    side_panel: { default_path: 'sidepanel.html' },
    commands: { _execute_action: shortcut },
  })
})

test('in Firefox it may do exactly this', () => {
  expect(manifestOf({ browser: 'firefox', demo: null })).toEqual({
    ...common,
    permissions: ['storage', 'identity', 'scripting', 'activeTab', 'alarms'],
    browser_specific_settings: {
      gecko: {
        id: 'panel@flowpilot.example',
        strict_min_version: '142.0',
        data_collection_permissions: {
          required: ['authenticationInfo', 'personallyIdentifyingInfo', 'websiteContent'],
        },
      },
    },
    commands: { _execute_sidebar_action: shortcut },
  })
})

test('the demo reads its own simulator beside that and is told apart by its name', () => {
  const demo = { server_url: 'http://127.0.0.1:8787', psa_url: 'http://127.0.0.1:8788' }
  const chrome = manifestOf({ browser: 'chrome', demo })
  expect(chrome).toEqual({
    ...manifestOf({ browser: 'chrome', demo: null }),
    name: 'FlowPilot (demo)',
    content_scripts: [{ ...common.content_scripts[0], matches: [...cloud, 'http://127.0.0.1:8788/*'] }],
  })
  const [script] = manifestOf({ browser: 'firefox', demo }).content_scripts
  expect(script?.matches.at(-1)).toBe('http://127.0.0.1/*')
})

test('the key gives the id that the server knows', () => {
  const hash = createHash('sha256').update(Buffer.from(manifestKey, 'base64')).digest('hex').slice(0, 32)
  const id = [...hash].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('')
  expect(id).toBe(extensionId)
})
