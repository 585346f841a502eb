import fc from 'fast-check'
import { repetitions, seed } from './chance.ts'

fc.configureGlobal({ seed, numRuns: repetitions(1_000) })

export { fc }
