import sharp, { type Sharp } from 'sharp'

type Size = { width: number; height: number }

/** A picture of one colour. */
export const plainPicture = ({ width, height }: Size, background = '#336699'): Sharp =>
  sharp({ create: { width, height, channels: 3, background } })

/** One that no compression makes small. */
export const noisyPicture = ({ width, height }: Size): Sharp =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
      background: '#fff',
    },
  })

/** As a message brings it. */
export const asImage = (data: Buffer, media_type = 'image/png') => ({
  media_type,
  data: data.toString('base64'),
})
