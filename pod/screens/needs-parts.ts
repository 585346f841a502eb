export { followQueueCount } from '../handoffs/queue-model.ts'
export { followCount } from '../needs/needs-model.ts'
export { Needed, NeedsPage } from './Needs.tsx'
