export type ImageFormat = 'png' | 'jpeg' | 'gif' | 'webp'

const startsWith = (data: Buffer, bytes: string, at = 0): boolean =>
  data.toString('latin1', at, at + bytes.length) === bytes

/** What the bytes are, whatever their name says; null for what is not taken. */
export function imageFormat(data: Buffer): ImageFormat | null {
  if (startsWith(data, '\x89PNG\r\n\x1a\n')) return 'png'
  if (startsWith(data, '\xff\xd8\xff')) return 'jpeg'
  if (startsWith(data, 'GIF87a') || startsWith(data, 'GIF89a')) return 'gif'
  if (startsWith(data, 'RIFF') && startsWith(data, 'WEBP', 8)) return 'webp'
  return null
}
