import { expect, test } from 'vitest'
import type { Update } from '../../shared/contracts/updates.ts'
import { clockTime } from '../ui/when.ts'
import { deliveryWords } from './update-words.ts'

const at = new Date().toISOString()
const post = (state: string, psa_id: string | null = null) =>
  ({ id: 'p', state, psa_id, posted_at: psa_id ? at : null }) as Update['post']

test.each<[string, Pick<Update, 'post' | 'copied_at'>]>([
  [`posted ${clockTime(at)}, note 1234`, { post: post('verified', '1234'), copied_at: at }],
  ['on its way to the ticket', { post: post('sending'), copied_at: null }],
  [`copied ${clockTime(at)}`, { post: null, copied_at: at }],
  [`copied ${clockTime(at)}`, { post: post('cancelled'), copied_at: at }],
  ['refused by the ticket', { post: post('rejected'), copied_at: null }],
  ['not sent', { post: post('cancelled'), copied_at: null }],
  ['not sent', { post: null, copied_at: null }],
])('%s', (words, update) => expect(deliveryWords(update)).toBe(words))
