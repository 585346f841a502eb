export { HandoffBand } from './HandoffBand.tsx'
export { HandoverSheet } from './HandoverSheet.tsx'
export { NextSteps } from './NextSteps.tsx'
