import { computed, type ReadonlySignal, signal } from '@preact/signals'

const startPath = '/app'
const mostKept = 50

type Entry = { path: string; over: string | null }

/**
 * A path where the address bar belongs to somebody else. What was opened over one ticket is seen with that ticket, or
 * with none; another ticket begins at its own start.
 */
export function createMemoryPath(ticket: () => string | null): {
  path: ReadonlySignal<string>
  goTo(path: string, how?: { replace?: boolean }): void
  back(): void
} {
  const entries = signal<readonly Entry[]>([])
  const isSeen = ({ over }: Entry) => {
    const now = ticket()
    return now === null || over === now
  }
  const last = computed(() => entries.value.findLast(isSeen))
  const without = (gone: Entry | undefined) => entries.peek().filter((entry) => entry !== gone)
  return {
    path: computed(() => last.value?.path ?? startPath),
    goTo: (path, how) => {
      const current = last.peek()
      if (path === (current?.path ?? startPath)) return
      if (path === startPath) entries.value = entries.peek().filter((entry) => !isSeen(entry))
      else
        entries.value = [
          ...(how?.replace ? without(current) : entries.peek()),
          { path, over: ticket() },
        ].slice(-mostKept)
    },
    back: () => {
      entries.value = without(last.peek())
    },
  }
}
