import type { Remembering } from '../ui/remember.ts'

const prefix = 'flowpilot.'

/** View settings in localStorage; in memory where a frame may not store. Nothing secret, nothing of a ticket. */
export function createStorage(win: Window): Remembering {
  const memory = new Map<string, string>()
  return {
    recall: (key) => {
      try {
        return win.localStorage.getItem(prefix + key) ?? memory.get(key) ?? null
      } catch {
        return memory.get(key) ?? null
      }
    },
    remember: (key, value) => {
      memory.set(key, value)
      try {
        win.localStorage.setItem(prefix + key, value)
      } catch {
        // blocked or full: memory has it
      }
    },
  }
}
