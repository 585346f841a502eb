import { BadgeQuestionMark, ClipboardList, Flag, FlagTriangleRight, type LucideIcon } from 'lucide-preact'
import type { FlowNode } from '../../shared/contracts/flows.ts'

export const nodeSigns: Record<FlowNode['kind'], LucideIcon> = {
  question: BadgeQuestionMark,
  conclusion: Flag,
  checklist: ClipboardList,
  end: FlagTriangleRight,
}
