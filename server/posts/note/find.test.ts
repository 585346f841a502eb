import { describe, expect, test } from 'vitest'
import { loneQuotations, postRow, quotations, ticketNote } from '../../testing/post-rows.ts'
import { normalised } from '../same-text.ts'
import { newTag, taggedText, tagsIn, withoutTag } from '../tag.ts'
import { findOurs } from './find.ts'

const post = postRow()
const ours = taggedText(post.body, post.tag)
const whole = (...notes: ReturnType<typeof ticketNote>[]) => ({ notes, complete: true })

describe('a look for our note', () => {
  test('its tag finds it, whatever became of the text', () => {
    const texts = [
      ours,
      ours.replaceAll('\n', '\r\n'),
      ours.toLowerCase(),
      `Rewritten wholly.\n\nREF FP-${post.tag}.`,
    ]
    for (const text of texts)
      expect(findOurs(post, whole(ticketNote({ text })))).toMatchObject({ kind: 'found', by: 'tag' })
  })

  test('without its tag the same text since the sending finds it', () => {
    const text = post.body.replaceAll('\n', '\r\n').replaceAll("'", '’')
    expect(findOurs(post, whole(ticketNote({ text })))).toMatchObject({ kind: 'found', by: 'text' })
  })

  test.each([
    ['the client wrote it', { text: post.body, from_contact: true }],
    ['it is older than the sending', { text: post.body, created_at: '2026-11-20T11:50:00Z' }],
    ['it carries the tag of another post', { text: taggedText(post.body, 'ZZZZZZZZZZ') }],
    ['it says something else', {}],
  ])('it is not ours when %s', (_, more) => {
    expect(findOurs(post, whole(ticketNote(more)))).toEqual({ kind: 'absent' })
  })

  test.each(quotations)('%s is not ours', (_, more) => {
    const real = ticketNote({ id: '77', text: ours })
    const quoted = ticketNote({ id: '90', ...more })
    // until ConnectWise named our note, only the author's name could tell a colleague's exact copy from a second one
    const known = { ...post, psa_id: '77' }
    for (const notes of [whole(real, quoted), whole(quoted, real)])
      expect(findOurs(known, notes)).toMatchObject({ kind: 'found', note: { id: '77' } })
  })

  test.each(loneQuotations)('%s alone is a reason to ask, never to send again', (_, more) => {
    expect(findOurs(post, whole(ticketNote({ id: '90', ...more })))).toMatchObject({ kind: 'near' })
  })

  test('what was merged into the ticket is found under its old number', () => {
    const merged = ticketNote({ text: ours, of_other_ticket: true })
    expect(findOurs(post, whole(merged))).toMatchObject({ kind: 'found', by: 'tag' })
  })

  test('two with the tag are too many', () => {
    const two = whole(ticketNote({ text: ours }), ticketNote({ id: '9002', text: ours }))
    expect(findOurs(post, two)).toMatchObject({
      kind: 'several',
      candidates: [{ psa_id: '9001', match: 'tag' }, { psa_id: '9002' }],
    })
  })

  test.each([
    ['a text with one word changed', `${post.body.slice(0, -6)}bureau`],
    ['a text that was cut', post.body.slice(0, Math.ceil(post.body.length * 0.7))],
    ['the bare reference', `see ${post.tag.slice(0, 5)} ${post.tag.slice(5)}`],
  ])('%s is a reason to ask', (_, text) => {
    expect(findOurs(post, whole(ticketNote({ text })))).toMatchObject({
      kind: 'near',
      candidates: [{ match: 'near' }],
    })
  })

  test('the same text without a date is a reason to ask', () => {
    expect(findOurs(post, whole(ticketNote({ text: post.body, created_at: null })))).toMatchObject({
      kind: 'near',
    })
  })

  test('a reading that is not whole is no absence, but finds all the same', () => {
    expect(findOurs(post, { notes: [], complete: false })).toMatchObject({ kind: 'unreadable' })
    expect(findOurs(post, { notes: [ticketNote({ text: ours })], complete: false })).toMatchObject({
      kind: 'found',
    })
  })
})

describe('tags and texts', () => {
  test('a tag survives the way into a text and back', () => {
    const tag = newTag()
    expect(tag).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/)
    const text = taggedText('Körper 👩‍🔧', tag)
    expect(text.endsWith(`\n\nref FP-${tag}`)).toBe(true)
    expect(tagsIn(text)).toEqual([tag])
    expect(withoutTag(text)).toBe('Körper 👩‍🔧')
  })

  test('line ends, quotes, dashes and blanks do not make another text; case does', () => {
    expect(normalised('It\u2019s \u201Cup\u201D \u2013\r\n now ')).toBe('It\'s "up" - now')
    expect(normalised('Up')).not.toBe(normalised('up'))
  })
})
