import type { Session } from '../../shared/contracts/sessions.ts'

type Evidence = {
  tier: Session['confidence_tier']
  /** Causes that stand, likeliest first. */
  causes: { for: unknown[]; against: unknown[] }[]
  /** Facts that are confirmed or ruled out, and how many of them somebody checked. */
  settled: number
  checked: number
}

const floors = { discovery: 5, exploring: 35, confident: 75 } as const
const widest = 24

/** 0-100, the same for every model: the tier gives the range, evidence for the leading cause the place in it. */
export function confidenceScore({ tier, causes, settled, checked }: Evidence): number {
  const [leading, second] = causes
  const lead = leading ? leading.for.length - leading.against.length : 0
  const rival = second ? second.for.length - second.against.length : 0
  const evidence = Math.min(12, settled * 2) + Math.min(6, checked * 2) + clamp(lead - rival, 0, 3) * 2
  return Math.round(floors[tier] + clamp(evidence, 0, widest))
}

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value))
