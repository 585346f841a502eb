type Source = { type?: string; media_type?: string; data?: string }

const imagesMax = 100
const bytesMax = 5 * 1024 * 1024
const sidePx = 8000
const types = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp'])

/** What the real Messages API refuses the images of a request for; `where` is their place in it. */
export function imagesRefusal(images: { where: string; source: Source | undefined }[]): string | null {
  if (images.length > imagesMax) return `Too many images: ${images.length} > ${imagesMax}`
  for (const { where, source } of images) {
    const wrong = refusal(source)
    if (wrong) return `${where}.image.source: ${wrong}`
  }
  return null
}

function refusal(source: Source | undefined): string | null {
  if (source?.type !== 'base64') return 'Only base64 images are supported'
  const { media_type = '', data = '' } = source
  if (!types.has(media_type))
    return "media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'"
  const bytes = Buffer.from(data, 'base64')
  if (bytes.toString('base64') !== data) return 'base64: invalid base64 data'
  if (bytes.length > bytesMax)
    return `base64: image exceeds 5 MB maximum: ${bytes.length} bytes > ${bytesMax} bytes`
  const is =
    bytes.toString('latin1', 1, 4) === 'PNG'
      ? 'image/png'
      : bytes.toString('latin1', 8, 12) === 'WEBP'
        ? 'image/webp'
        : null
  if (!is) return 'Could not process image'
  if (is !== media_type)
    return `The image was specified using the ${media_type} media type, but does not appear to be one`
  const isTooLarge = is === 'image/png' && Math.max(bytes.readUInt32BE(16), bytes.readUInt32BE(20)) > sidePx
  return isTooLarge ? `At least one of the image dimensions exceed max allowed size: ${sidePx} pixels` : null
}
