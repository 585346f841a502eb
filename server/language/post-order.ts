import { fold } from './normalize.ts'
import { regexOf } from './regex-of.ts'
import { shareOrder } from './share-order.ts'

const longestOrder = 60
const besides = /^(?:ok|okay|yes|ja|so|and|und|now|jetzt|just|please|bitte|good|gut|fine)$/
const wholeOrder = regexOf(`
  ^(?:(?:post|send|publish) (?:it|this|that|(?:the|this|my) (?:update|draft|note|text|mail|e-mail|email
  |message))(?: (?:off|out|over))?(?: (?:to|in|into|for) (?:the )?(?:ticket|client|customer))?|(?:post(?:e
  |en)?|schick(?:e|en)?|send(?:e|en)?) (?:es|das|(?:das|den|die|dieses|diese) (?:update|entwurf|notiz|text
  |mail|nachricht))(?: (?:ab|raus|ins ticket|an den kunden))?|(?:abschicken|absenden|posten))$`)

/** "Post it", "send the update please": nothing but an order to post the draft that stands. */
export function isPostOrder(message: string): boolean {
  if (message.length > longestOrder) return false
  const words = fold(message).split(/[\s,.!;]+/)
  return wholeOrder.test(words.filter((each) => each && !besides.test(each)).join(' '))
}

/** Said to the screen, not about the case: to share, to be reminded, or to post. */
export const isOrder = (message: string): boolean =>
  isPostOrder(message) || shareOrder(message, { now: 0, timeZone: 'UTC' }) !== null
