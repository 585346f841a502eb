/** Few cases are handed on: what those show comes with the first one. */
export { HandoffBand } from '../handoffs/HandoffBand.tsx'
export { NextSteps } from '../handoffs/NextSteps.tsx'
export { HandoverSheet } from './HandoverSheet.tsx'
