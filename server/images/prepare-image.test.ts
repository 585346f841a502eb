import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { noisyPicture, plainPicture } from '../testing/pictures.ts'
import { prepareImage } from './prepare-image.ts'

const codeOf = async (data: Buffer) => {
  try {
    await prepareImage(data)
    return 'taken'
  } catch (error) {
    return (error as { code?: string }).code
  }
}
const small = { width: 40, height: 20 }

describe('what is taken', () => {
  test('PNG, JPEG, WebP and GIF, each by its bytes', async () => {
    for (const format of ['png', 'jpeg', 'webp', 'gif'] as const) {
      const made = await prepareImage(await plainPicture(small).toFormat(format).toBuffer())
      expect({ format, ...made, data: null }).toEqual({
        format,
        media_type: 'image/png',
        ...small,
        data: null,
      })
    }
  })

  test('of a moving GIF the first frame', async () => {
    const frames = await Promise.all(
      ['#ff0000', '#0000ff'].map((colour) => plainPicture(small, colour).png().toBuffer()),
    )
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    expect((await sharp(gif).metadata()).pages).toBe(2)
    const made = await prepareImage(gif)
    expect(made).toMatchObject(small)
    const { dominant } = await sharp(made.data).stats()
    expect(dominant.r).toBeGreaterThan(200)
    expect(dominant.b).toBeLessThan(50)
  })

  test('not SVG, HEIC, TIFF or PDF, nor a name that only says PNG', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>')
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(40)])
    const tiff = await plainPicture(small).tiff().toBuffer()
    for (const data of [svg, heic, tiff, Buffer.from('%PDF-1.7'), Buffer.from('screen.png'), Buffer.alloc(0)])
      expect(await codeOf(data)).toBe('image_not_taken')
  })

  test('not one that breaks off or only begins like one', async () => {
    const whole = await noisyPicture({ width: 200, height: 200 }).png().toBuffer()
    expect(await codeOf(whole.subarray(0, whole.length / 2))).toBe('image_unreadable')
    expect(await codeOf(Buffer.concat([whole.subarray(0, 8), Buffer.from('and nothing more')]))).toBe(
      'image_unreadable',
    )
  })

  test('not more bytes than allowed', async () => {
    const png = await plainPicture(small).png().toBuffer()
    expect(await codeOf(Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]))).toBe('image_too_large')
  })

  test('not a picture that is small as a file and huge once decoded', async () => {
    const bomb = await plainPicture({ width: 8000, height: 6000 }).png().toBuffer()
    expect(bomb.length).toBeLessThan(1024 * 1024)
    const before = process.memoryUsage.rss()
    expect(await codeOf(bomb)).toBe('image_too_large')
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024)
  })
})

describe('what is made of it', () => {
  test('at most 1568 px on its long side, and none is made larger', async () => {
    const tall = await prepareImage(await plainPicture({ width: 1000, height: 3136 }).png().toBuffer())
    expect(tall).toMatchObject({ width: 500, height: 1568 })
  })

  test('upright, and without what else the file held', async () => {
    const jpeg = await plainPicture(small)
      .withExif({ IFD0: { Copyright: 'Lila Novak' }, IFD3: { GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect((await sharp(jpeg).metadata()).orientation).toBe(6)
    const made = await prepareImage(jpeg)
    expect(made).toMatchObject({ width: 20, height: 40 })
    const { exif, icc, xmp, orientation } = await sharp(made.data).metadata()
    expect({ exif, icc, xmp, orientation }).toEqual({})
  })

  test('a busy one becomes WebP, and small enough for many in one conversation', async () => {
    const made = await prepareImage(await noisyPicture({ width: 1568, height: 900 }).jpeg().toBuffer())
    expect(made.media_type).toBe('image/webp')
    expect(made.data.length).toBeLessThan(1_000_000)
  })

  test('the same picture gives the same bytes', async () => {
    const png = await plainPicture(small).png().toBuffer()
    expect((await prepareImage(png)).data).toEqual((await prepareImage(png)).data)
  })
})
