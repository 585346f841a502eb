/** What was shared of a case and when the next is due, in its head and under a draft. */
export { RemindLine } from '../reminders/RemindLine.tsx'
export { carryOut } from './carry-out.ts'
export { UpdatesBand } from './UpdatesBand.tsx'
