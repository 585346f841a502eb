export { followQueueCount } from '../handoffs/queue-model.ts'
export { Needed } from './Needed.tsx'
export { NeedsPage } from './NeedsPage.tsx'
export { followCount } from './needs-model.ts'
