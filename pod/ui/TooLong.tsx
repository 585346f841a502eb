import { Button } from './Button.tsx'
import { wellCut } from './fold-text.ts'
import { number } from './when.ts'

/** As many characters as the server takes of one message. */
export const longestMessage = 100_000

/** How many characters too many; 0 where it fits. The ends are trimmed before it is sent. */
export function excessOf(text: string): number {
  return Math.max(0, text.trim().length - longestMessage)
}

/** Below a text that is too long: by how much, and the way to what fits. Nothing is cut unasked. */
export function TooLong(props: { text: string; onCut: (text: string) => void }) {
  const excess = excessOf(props.text)
  if (excess === 0) return null
  return (
    <p class="flex flex-wrap items-center gap-x-2 meta">
      <span role="status">{number(excess)} characters too long</span>
      <Button
        kind="quiet"
        small
        class="-ml-1"
        onPress={() => props.onCut(wellCut(props.text.trim(), longestMessage))}
      >
        Cut to {number(longestMessage)}
      </Button>
    </p>
  )
}
