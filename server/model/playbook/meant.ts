import { contrastIn } from '../../language/contrast.ts'
import type { Here } from './here.ts'

const pronoun =
  /^(?:(?:exactly|genau|just|yes|yep|ja|jep),? )?(?:that|this|it|das|es|dies|so|that one|this one|the one|the same|das da|die|der|dran|daran)$/i

/** "It was that": no name, but the cause that was spoken of. */
export const isPronoun = (slot: string): boolean => pronoun.test(slot.trim())

/** The cause that a pronoun means: the one whose fix is in hand, else the one that leads; '' without any. */
export function causeMeant({ node, case: state }: Here): string {
  if (node.kind === 'conclusion') return node.hypothesis
  return state.hypothesis || (state.causes.find((one) => one.state !== 'struck')?.text ?? '')
}

const qualifier =
  /^\s*,\s*((?:not|never|nicht|nie|wrong|falsch\w*|too|zu|because|due|wegen|weil|after|nach|with|mit|without|ohne|since|seit)\s[^,.;\n]{1,50})/i

/** "The media sensor, not calibrated": what a comma adds to the name of a cause belongs to it. */
export function wholeSlot(words: string, slot: string): string {
  const from = words.indexOf(slot)
  if (from !== -1 && slot.includes('[') && words[from + slot.length] === ']') return `${slot}]`
  if (from === -1 || contrastIn(words)) return slot
  const more = qualifier.exec(words.slice(from + slot.length))?.[0]
  return more ? words.slice(from, from + slot.length + more.length).trim() : slot
}

/** "The router", "his phone": a thing is named, not how it is. */
export const withArticle =
  /^(?:an?|the|this|that|his|her|their|our|its|der|die|das|dem|den|eine?|einem|sein|seine|ihr|ihre)\s/i
