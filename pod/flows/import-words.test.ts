import { expect, test } from 'vitest'
import type { FlowPreview } from '../../shared/contracts/flows.ts'
import { lineRange, previewWords } from './import-words.ts'

const preview = (change: Partial<FlowPreview>): FlowPreview => ({
  key: 'fax',
  name: 'Fax does not send',
  becomes: 'new',
  replaces: null,
  nodes: { added: [], changed: [], removed: [] },
  node_count: 3,
  ...change,
})
const own = { version: 2, shipped: false, off: false }

test.each<[Partial<FlowPreview>, string]>([
  [{}, 'A new flow, “Fax does not send”, with 3 nodes.'],
  [
    { becomes: 'same', replaces: own },
    '“Fax does not send” stands like this already. Importing it changes nothing.',
  ],
  [
    { becomes: 'new_version', replaces: own, nodes: { added: ['a', 'b'], changed: ['c'], removed: [] } },
    'A new version of “Fax does not send” in place of version 2. Nodes: 2 are new, 1 changes.',
  ],
  [
    { becomes: 'again', replaces: { ...own, shipped: true, off: true } },
    '“Fax does not send” was here before like this; it leads new cases again in place of the shipped version 2. Its nodes stay as they are. The flow is off now; importing switches it on.',
  ],
])('what an import would do is said: %j', (change, words) => {
  expect(previewWords(preview(change))).toBe(words)
})

test.each([
  [1, 'key: fax'],
  [2, ''],
  [3, 'name: Fax'],
  [9, ''],
])('line %i is found in the text', (line, words) => {
  const text = 'key: fax\n\nname: Fax'
  expect(text.slice(...lineRange(text, line))).toBe(words)
})
