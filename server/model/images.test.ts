import { expect, test } from 'vitest'
import type { ModelTurn } from './gateway.ts'
import { imageNote, imagesNamed, namedImage, withImages, withoutImages } from './images.ts'

const turns: ModelTurn[] = [
  { role: 'user', content: 'It began yesterday.' },
  { role: 'user', content: [namedImage('a'), namedImage('b'), { type: 'text', text: 'See these' }] },
]
const data = { media_type: 'image/png', data: 'AAAA' } as const

test('images are named in kept turns and sent with their bytes; one that is gone leaves a line', () => {
  expect(imagesNamed(turns)).toEqual(['a', 'b'])
  expect(withImages(turns, new Map([['a', data]]))).toEqual([
    turns[0],
    {
      role: 'user',
      content: [
        { type: 'image', source: { type: 'base64', ...data } },
        { type: 'text', text: imageNote },
        { type: 'text', text: 'See these' },
      ],
    },
  ])
})

test('left out, each leaves a line', () => {
  const left = withoutImages(turns)
  expect(imagesNamed(left)).toEqual([])
  expect(left[1]?.content).toEqual([
    { type: 'text', text: imageNote },
    { type: 'text', text: imageNote },
    { type: 'text', text: 'See these' },
  ])
})
