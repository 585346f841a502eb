import PQueue from 'p-queue'
import sharp from 'sharp'
import { mostImageBytes } from '../../shared/limits.ts'
import { Problem } from '../../shared/problems.ts'
import { imageFormat } from './image-format.ts'

export type PreparedImage = {
  media_type: 'image/png' | 'image/webp'
  width: number
  height: number
  data: Buffer
}

/** Three 4K screens side by side are 25 million. */
const mostPixels = 40_000_000
/** A model sees no more of a picture than this. */
const longestSidePx = 1568
/** So many of a conversation fit into one request to the model. */
const mostKeptBytes = 1_000_000
/** A PNG up to here stays as it is: the letters of a screenshot without loss. */
const plainPngBytes = 300_000
/** An engineer waits for this: a higher level and finer colours take three times as long and save hardly a byte. */
const pngLevel = 6
const webpEffort = 2
/** In the order they are tried, until one is small enough. */
const qualities = [88, 70, 40]

/**
 * A decoded picture may take 160 MB, and a thread of libuv's pool of four, two of which passwords may hold. Of the
 * process and not of the world, as that pool is. Whoever comes when so many wait tries again.
 */
const decoding = new PQueue({ concurrency: 1 })
const mostWaiting = 60
const waitS = 5
const longestDecodingS = 20

sharp.cache(false)
sharp.concurrency(1)

/**
 * A picture made anew from what was sent: its first frame, upright, no larger than a model sees it, nothing in it but
 * its pixels. Size and kind are judged before anything is decoded.
 */
export function prepareImage(data: Buffer): Promise<PreparedImage> {
  if (data.length > mostImageBytes) throw new Problem('image_too_large')
  const format = imageFormat(data)
  if (!format) throw new Problem('image_not_taken')
  if (decoding.size >= mostWaiting)
    throw new Problem('too_often', undefined, { extra: { retry_after_s: waitS } })
  return decoding.add(() => encodedAnew(data))
}

async function encodedAnew(data: Buffer): Promise<PreparedImage> {
  const options = { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true } as const
  const { width, height } = await readable(sharp(data, { ...options, limitInputPixels: false }).metadata())
  if (width * height > mostPixels) throw new Problem('image_too_large')
  const { data: pixels, info } = await readable(
    sharp(data, options)
      .timeout({ seconds: longestDecodingS })
      .autoOrient()
      .resize({ width: longestSidePx, height: longestSidePx, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true }),
  )
  const { channels } = info
  const raw = () => sharp(pixels, { raw: { width: info.width, height: info.height, channels } })
  const size = { width: info.width, height: info.height }
  const png = await raw().png({ compressionLevel: pngLevel }).toBuffer()
  if (png.length <= plainPngBytes) return { media_type: 'image/png', ...size, data: png }
  let smallest = png
  for (const quality of qualities) {
    const webp = await raw().webp({ quality, effort: webpEffort }).toBuffer()
    if (webp.length < smallest.length) smallest = webp
    if (smallest.length <= mostKeptBytes) break
  }
  return { media_type: smallest === png ? 'image/png' : 'image/webp', ...size, data: smallest }
}

/** The only reason for which a picture that may be this large cannot be read is the picture. */
const readable = <T>(read: Promise<T>): Promise<T> =>
  read.catch((error: unknown) => {
    throw new Problem('image_unreadable', undefined, { cause: error })
  })
