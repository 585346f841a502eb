/** What few cases show: those that are handed on, or of whose client a model may not read all. */
export { HandoffBand } from '../handoffs/HandoffBand.tsx'
export { NextSteps } from '../handoffs/NextSteps.tsx'
export { PolicyLine } from '../sessions/PolicyLine.tsx'
export { HandoverSheet } from './HandoverSheet.tsx'
