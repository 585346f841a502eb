import { readMarkers } from '../evidence/markers.ts'
import { playUpdate } from '../model/playbook/update.ts'
import type { UpdateOutput } from '../model/protocol.ts'

/** An update of the offline model as it is read: without what its sentences rest on. */
export function playedUpdate(...input: Parameters<typeof playUpdate>): UpdateOutput {
  const { text, subject } = playUpdate(...input)
  return { text: readMarkers(text).text, subject }
}
