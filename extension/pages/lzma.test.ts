import { expect, test } from 'vitest'
import { unpackLzma } from './lzma.ts'

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const letters = bytes(
  'XQAACADIAAAAAAAAAAAxGGzFoQByGMQ4ywVH3NXUeGyWBh+2B7m7lYnuYikAamPf0wb/UKenJNqD1MeyXtt3q6+4e4ml+64F//jDusg=',
)
const mixed = bytes(
  'XQAACABoAwAAAAAAAAAeJc1iAltvYYF9UkEly4Df9/7vB/iRFnqIgjxsgh8cSHqdtMuDPFA7t7O2DFwi/IMY90x3DXwdiXTaeUo47wP7AVis/bEBUqAhr1ZN1im4ZovqJUaDAjyieAC9mDHW3M+vS6oc0b5YiQ6douMTq1CEG86Y76bDkGibqa+i+VQZe4AHTzbXRZunjiqZI/uwp7X/Pno20KWoXe59ZwOaj7YqLfWhg9euBbUvQlg3wqLQm9Pt3jV2o78Ukt3d6hJOafZMWQEwEtB343GWz2d7Wss4GpCpFfvvzVf7aNxQyJNHT3sCxImz92IYmnquLF4ksfYJzubqzgfs9S///zMk4AA=',
)

async function digest(data: Uint8Array | null) {
  const hash = await crypto.subtle.digest('SHA-256', new Uint8Array(data ?? []))
  return Buffer.from(hash).toString('hex').slice(0, 16)
}

test('streams of liblzma come out as they went in', async () => {
  expect(unpackLzma(bytes('XQAACAABAAAAAAAAAAAwwfv////gAAAA'), 100)).toEqual(new Uint8Array([97]))
  expect(await digest(unpackLzma(letters, 200))).toBe('c7f8dabc66b6df1a')
  // Literals, far and near matches, all four repeats, runs longer than one match.
  expect(await digest(unpackLzma(mixed, 1000))).toBe('5bfd4432b74f13d1')
})

test('a length over the limit is refused before anything is unpacked', () => {
  expect(unpackLzma(mixed, 871)).toBeNull()
  expect(unpackLzma(mixed, 872)).toHaveLength(872)
})

test('a stream that is cut short anywhere is refused', () => {
  // The last bytes only flush the encoder.
  for (let length = 0; length < mixed.length - 8; length++)
    expect(unpackLzma(mixed.slice(0, length), 1000)).toBeNull()
})

test.each([
  ['before the start', 'XQAACAAIAAAAAAAAAABtCiC3EYNoJrEmyxMH9/JkBNRoOjt2LHdrrw=='],
  ['over the end', 'XQAACAAIAAAAAAAAAABsifc2PMW6BwJKJF+xlrfAxyvxqFnCkfX80w=='],
])('a match %s is refused', (_, stream) => {
  expect(unpackLzma(bytes(stream), 1000)).toBeNull()
})
