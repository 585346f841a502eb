import { BadAnswer, ConnectionFailure } from './errors.ts'

const bodyLimitBytes = 5_000_000

/** The JSON of an answer, undefined when it is empty. Cut at 5 MB; a page where data was due is a BadAnswer. */
export async function readBody(response: Response): Promise<unknown> {
  const bytes = await readBytes(response)
  const text = new TextDecoder().decode(bytes).trim()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    const is_page = text.startsWith('<')
    const kind = is_page ? 'a web page instead of data' : 'something that is no data'
    throw new BadAnswer(response.status, `ConnectWise answered with ${kind}.`, { is_page })
  }
}

async function readBytes(response: Response): Promise<Uint8Array> {
  if (!response.body) return new Uint8Array()
  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      // A read may be tried again; a write with a 2xx has been carried out, and its caller must know.
      throw response.ok
        ? new BadAnswer(response.status, 'The answer of ConnectWise was cut off.', {
            cause: new ConnectionFailure(error),
          })
        : new ConnectionFailure(error)
    })
    if (done) return Buffer.concat(chunks)
    size += value.byteLength
    if (size > bodyLimitBytes) {
      await reader.cancel().catch(() => undefined)
      throw new BadAnswer(response.status, 'The answer of ConnectWise is larger than 5 MB.', {
        too_large: true,
      })
    }
    chunks.push(value)
  }
}
