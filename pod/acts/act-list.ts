import type { KeyScope } from '../ui/keys.ts'

export type ActGroup = 'case' | 'go' | 'view'

/** What can be said of an act before anybody offers it. */
export type ActRow = {
  label: string
  group: ActGroup
  scope: KeyScope
  /** The first one is shown beside the words. */
  keys?: readonly string[]
  /** Leaves its keys to a field that has the focus. */
  leavesFields?: true
  /** "/word", and what may stand behind it. */
  slash?: { word: string; takes?: string }
}

/** Every act there is. Buttons, keys, palette, slash commands and the list of shortcuts take their words here. */
export const actList = {
  share: {
    label: 'Share Update',
    group: 'case',
    scope: 'case',
    keys: ['Alt+U', 'U'],
    slash: { word: 'update', takes: '[ticket | client | email] [quick | detailed]' },
  },
  shareFor: { label: 'Share Update', group: 'case', scope: 'case' },
  addStep: {
    label: 'Add a step',
    group: 'case',
    scope: 'case',
    slash: { word: 'step', takes: 'what to check or do' },
  },
  addFact: {
    label: 'Add a fact',
    group: 'case',
    scope: 'case',
    slash: { word: 'fact', takes: 'what is certain now' },
  },
  labelFact: { label: 'Client may know the fact', group: 'case', scope: 'case', keys: ['L'] },
  addCause: {
    label: 'Add a cause',
    group: 'case',
    scope: 'case',
    slash: { word: 'cause', takes: 'what it may be' },
  },
  answer: { label: 'Answer FlowPilot', group: 'case', scope: 'case' },
  stopAnswer: { label: 'Stop the answer', group: 'case', scope: 'case' },
  undo: {
    label: 'Undo',
    group: 'case',
    scope: 'case',
    keys: ['Mod+Z'],
    leavesFields: true,
    slash: { word: 'undo' },
  },
  takeBack: { label: 'Take back the last answer', group: 'case', scope: 'case' },
  stepDone: {
    label: 'Step done',
    group: 'case',
    scope: 'case',
    slash: { word: 'done' },
  },
  stepSkip: { label: 'Skip the step', group: 'case', scope: 'case', slash: { word: 'skip' } },
  pause: { label: 'Pause', group: 'case', scope: 'case', slash: { word: 'pause' } },
  close: { label: 'Close Case', group: 'case', scope: 'case', slash: { word: 'close' } },
  escalate: { label: 'Escalate', group: 'case', scope: 'case', slash: { word: 'escalate' } },
  park: {
    label: 'Park',
    group: 'case',
    scope: 'case',
    slash: { word: 'park', takes: 'why it waits' },
  },
  resume: { label: 'Resume', group: 'case', scope: 'case', slash: { word: 'resume' } },
  fixApply: { label: 'Apply the fix', group: 'case', scope: 'case' },
  fixWorked: { label: 'The fix worked', group: 'case', scope: 'case' },
  fixFailed: { label: 'The fix did not work', group: 'case', scope: 'case' },
  fixPartly: { label: 'The fix worked in part', group: 'case', scope: 'case' },
  fixDismiss: { label: 'Dismiss the fix', group: 'case', scope: 'case' },
  flow: { label: 'Flow of this case', group: 'case', scope: 'case', slash: { word: 'flow' } },
  ticket: { label: 'About the ticket', group: 'case', scope: 'case', slash: { word: 'ticket' } },
  openTicket: { label: 'Open the ticket', group: 'case', scope: 'case' },
  forTicket: { label: 'Write it as ticket notes', group: 'case', scope: 'sheet', keys: ['1'] },
  forClient: { label: 'Write it for the client', group: 'case', scope: 'sheet', keys: ['2'] },
  forMail: { label: 'Write it as an e-mail', group: 'case', scope: 'sheet', keys: ['3'] },
  beginUpdate: { label: 'Write the update', group: 'case', scope: 'sheet', keys: ['Enter'] },
  post: { label: 'Post the note', group: 'case', scope: 'sheet', keys: ['Mod+Enter'] },
  postForClient: {
    label: 'Post for the client',
    group: 'case',
    scope: 'sheet',
    keys: ['Mod+Shift+Enter'],
  },
  plainWords: { label: 'Use the plain words', group: 'case', scope: 'sheet', keys: ['P'] },
  copyDraft: { label: 'Copy the draft', group: 'case', scope: 'sheet' },
  writeAnew: { label: 'Regenerate the draft', group: 'case', scope: 'sheet', keys: ['R'] },
  start: { label: 'Start case', group: 'case', scope: 'page', keys: ['Enter'] },
  myDay: { label: 'Time entries of my day', group: 'go', scope: 'case', slash: { word: 'time' } },
  postDay: { label: 'Post the ticked entries', group: 'go', scope: 'page', keys: ['Mod+Enter'] },
  addCall: { label: 'Add a call', group: 'go', scope: 'page', keys: ['A'] },
  splitEntry: { label: 'Split the entry', group: 'go', scope: 'page', keys: ['S'] },
  mergeEntry: { label: 'Merge with the next entry', group: 'go', scope: 'page', keys: ['M'] },
  newCase: { label: 'New Case', group: 'go', scope: 'page', keys: ['N'] },
  fullPage: { label: 'FlowPilot in a tab', group: 'go', scope: 'page' },
  palette: { label: 'Command palette', group: 'view', scope: 'page', keys: ['Mod+K'] },
  shortcuts: { label: 'Keyboard shortcuts', group: 'view', scope: 'page', keys: ['?'] },
  themeOfSystem: { label: 'System theme', group: 'view', scope: 'page' },
  themeDark: { label: 'Dark theme', group: 'view', scope: 'page' },
  themeLight: { label: 'Light theme', group: 'view', scope: 'page' },
} as const satisfies Record<string, ActRow>

export type ActId = keyof typeof actList
