export { OutdatedBand } from './OutdatedBand.tsx'
export { TroubleScreen } from './TroubleScreen.tsx'
export { TroubleView } from './TroubleView.tsx'
