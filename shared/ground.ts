/** On what ground something stands: somebody said it, or somebody looked. In these words at the end of a line. */
export const groundWords = { told: 'reported', checked: 'checked' } as const
export type Ground = keyof typeof groundWords

export const withGround = (text: string, ground: Ground): string => `${text} (${groundWords[ground]})`

const spellings: Record<string, Ground> = {
  reported: 'told',
  told: 'told',
  berichtet: 'told',
  gemeldet: 'told',
  checked: 'checked',
  geprüft: 'checked',
  überprüft: 'checked',
}

/** A line and the ground at its end; null where none is named there. */
export function groundOf(line: string): { text: string; ground: Ground | null } {
  const bare = line.trim().replace(/\.$/, '')
  const from = bare.endsWith(')') ? bare.lastIndexOf('(') : -1
  const ground =
    from < 0
      ? undefined
      : spellings[
          bare
            .slice(from + 1, -1)
            .trim()
            .toLowerCase()
        ]
  return ground ? { text: bare.slice(0, from).trim(), ground } : { text: line, ground: null }
}
