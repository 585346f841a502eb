import { mostImageBytes, mostImages } from '../../shared/limits.ts'
import { newId } from '../ui/new-id.ts'
import type { Picture, Pictures } from './pictures.ts'

export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']
const megabyte = 1024 * 1024

/** Puts what can be sent to the others and says what cannot. */
export function takePictures({ list, refusal }: Pictures, files: readonly File[]): void {
  const wrong = files.map(whyNot).find((why) => why !== null)
  const good = files.filter((file) => whyNot(file) === null)
  const room = mostImages - list.peek().length
  list.value = [...list.peek(), ...good.slice(0, Math.max(0, room)).map(pictureOf)]
  refusal.value =
    wrong ??
    (good.length > room ? `At most ${mostImages} pictures go with one message. Send these first.` : null)
}

export function removePicture({ list, refusal }: Pictures, picture: Picture): void {
  list.value = list.peek().filter((each) => each !== picture)
  refusal.value = null
  URL.revokeObjectURL(picture.url)
}

function whyNot({ name, type, size }: File): string | null {
  if (!pictureTypes.includes(type))
    return `“${name}” is not taken: only PNG, JPEG, WebP and GIF pictures are.`
  if (size <= mostImageBytes) return null
  return `“${name}” has ${(size / megabyte).toFixed(1)} MB. A picture may have ${mostImageBytes / megabyte} MB; cut out the part that matters.`
}

const pictureOf = (file: File): Picture => ({
  id: newId(),
  url: URL.createObjectURL(file),
  media_type: file.type,
  data: async () => base64(new Uint8Array(await file.arrayBuffer())),
})

/** So many arguments a call takes. */
const pieceBytes = 32_768

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += pieceBytes)
    text += String.fromCharCode(...bytes.subarray(at, at + pieceBytes))
  return btoa(text)
}
