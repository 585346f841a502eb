import { type Incoming, outgoing, readHosted, spellHosted } from './hosted-messages.ts'

const readyDelaysMs = [0, 200, 400, 800, 1600, 2000]
const laterReadyMs = 5000
const maxReadies = 120
export const handshakeLimitMs = 5000

export type HostedLine = {
  start(): void
  stop(): void
  post(message: object): void
  readonly origin: string | null
}

/**
 * The line to the ticket screen. Only messages of the parent from exactly one of `origins` count. Events are
 * accepted here, in the listener itself and before anything else, since a pod that fails to answer keeps the
 * ticket from being saved.
 */
export function createHostedLine(input: {
  win: Window
  origins: readonly string[]
  onMessage: (message: Incoming) => void
  onForeignOrigin: (origin: string) => void
  onSilence: () => void
}): HostedLine {
  const { win, origins } = input
  let frameId: string | null = null
  let origin: string | null = null
  let readies = 0
  let readyTimer: ReturnType<typeof setTimeout> | undefined
  let silenceTimer: ReturnType<typeof setTimeout> | undefined

  const post = (message: object) => {
    const text = spellHosted(message, frameId)
    for (const target of origin ? [origin] : origins) win.parent.postMessage(text, target)
  }
  const listen = (event: MessageEvent) => {
    if (event.source !== win.parent) return
    if (!origins.includes(event.origin)) {
      if (frameId === null && readHosted(event.data)) input.onForeignOrigin(event.origin)
      return
    }
    const message = readHosted(event.data)
    if (!message) return
    if (message.kind === 'event') {
      origin ??= event.origin
      post(outgoing.accept(message.event, message.event_id))
    }
    if (message.kind === 'frame') {
      frameId = message.frame_id
      origin = event.origin
      clearTimeout(readyTimer)
      clearTimeout(silenceTimer)
    }
    queueMicrotask(() => input.onMessage(message))
  }
  const sayReady = () => {
    if (frameId !== null || readies >= maxReadies) return
    const delayMs = readyDelaysMs[readies] ?? laterReadyMs
    readies++
    readyTimer = setTimeout(() => {
      if (frameId === null) post(outgoing.ready())
      sayReady()
    }, delayMs)
  }
  return {
    start: () => {
      win.addEventListener('message', listen)
      sayReady()
      silenceTimer = setTimeout(() => frameId === null && input.onSilence(), handshakeLimitMs)
    },
    stop: () => {
      clearTimeout(readyTimer)
      clearTimeout(silenceTimer)
      win.removeEventListener('message', listen)
    },
    post,
    get origin() {
      return origin
    },
  }
}
