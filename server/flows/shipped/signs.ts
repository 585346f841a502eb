import type { Flow } from '../../../shared/contracts/flows.ts'

/** Signs of one weight, written in one line. */
export const weigh = (weight: number, words: string): Flow['signs'] =>
  words.split('|').map((word) => ({ word, weight }))
