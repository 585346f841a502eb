import type { Step } from '../../shared/contracts/sessions.ts'

/** What a person said in a case, newest first; the same again only once. */
export function saidBy(steps: readonly Step[], user_id: string | undefined): string[] {
  const said = steps
    .filter(({ kind, author }) => kind === 'message' && author !== 'flowpilot' && author.user_id === user_id)
    .map(({ content }) => content.trim())
    .filter(Boolean)
    .toReversed()
  return said.filter((words, at) => words !== said[at - 1])
}

/** Arrow keys through what was said, from an empty box on. Answers what the box shows then; null: the key is the caret's. */
export function createRecall() {
  let at = -1
  return (
    event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>,
    text: string,
    said: readonly string[],
  ): string | null => {
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return null
    // one that was changed is a text of its own
    if (at >= 0 && said[at] !== text) at = -1
    if (event.key === 'ArrowUp' && (at >= 0 || text === '') && at + 1 < said.length) return said[++at] ?? null
    if (event.key === 'ArrowDown' && at >= 0) return --at < 0 ? '' : (said[at] ?? '')
    return null
  }
}
