import { type ClosingKind, kindOf } from './closing.ts'

/** How the fact of a case that ended without a repair begins. */
export const closedWithout = 'Closed without a fix'

export const endLabels: Record<ClosingKind, string> = {
  spam: 'spam',
  duplicate: 'a duplicate',
  explained: 'explained to the user',
  not_ours: 'not our problem',
  withdrawn: 'no longer needed',
  others: 'handled by others',
  no_fault: 'nothing to repair',
  unnamed: 'no reason named',
}

/** Why a case ended without a repair, as such a fact says it; null for any other text. */
export function endKindOf(text: string): ClosingKind | null {
  if (!text.startsWith(`${closedWithout}: `)) return null
  const reason = text.slice(closedWithout.length + 2)
  const label = Object.entries(endLabels).find(([, words]) => words === reason)?.[0] as
    | ClosingKind
    | undefined
  const parts = reason.split(/[,;.]\s/).map(kindOf)
  return label ?? parts.find((kind) => kind !== null) ?? 'unnamed'
}

/** The same without the words of whoever ended it. */
export const endTold = (kind: ClosingKind): string => `${closedWithout}: ${endLabels[kind]}`
