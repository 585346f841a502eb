import type { Flow } from '../../shared/contracts/flows.ts'

/** The flow that leads a case when no other fits. */
export const generalFlowKey = 'general'

/** Whether it is the flow that takes what no other one knows; it leads only who asks to be led. */
export const isGeneral = ({ key }: Pick<Flow, 'key'>): boolean => key === generalFlowKey
