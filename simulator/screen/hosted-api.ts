import type { PodSetup } from './api.ts'

const messageLimit = 100_000
const saveWaitMs = 2_000

export interface HostScreen {
  ticketId(): number
  refresh(): void
  setDirty(dirty: boolean): void
  openScreen(screen: string, id: number, newTab: boolean): void
  authentication(): Promise<Record<string, string>>
}

export type SaveAnswer =
  | { kind: 'accepted' | 'silent' | 'not_listening' }
  | { kind: 'refused'; errors: string[] }

export interface HostedPod {
  fireOnLoad(): void
  /** Asks before saving; a pod that stays silent is waited for two seconds at most. */
  beforeSave(): Promise<SaveAnswer>
  dispose(): void
}

interface Incoming {
  message?: unknown
  hosted_request?: unknown
  args?: Record<string, unknown>
  event?: unknown
  _id?: unknown
  result?: unknown
  errors?: unknown
  frameID?: unknown
}

function readMessage(data: unknown): Incoming | undefined {
  if (typeof data !== 'string' || data.length > messageLimit) return undefined
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

async function answerRequest(
  { hosted_request: name, args = {} }: Incoming,
  screen: HostScreen,
  respond: (message: Record<string, unknown>) => void,
): Promise<void> {
  if (name === 'getMemberAuthentication') {
    respond({ response: 'getmemberauthentication', data: await screen.authentication() })
  } else if (name === 'refreshScreen') screen.refresh()
  else if (name === 'setDirty') screen.setDirty(args.dirty === true)
  else if (name === 'openScreen' && (args.screen === 'ticket' || args.screen === 'company')) {
    screen.openScreen(args.screen, Number(args.id), args.newTab === true)
  }
}

function saveAnswer({ result, errors }: Incoming): SaveAnswer {
  if (result !== 'failure') return { kind: 'accepted' }
  return { kind: 'refused', errors: Array.isArray(errors) ? errors.map(String) : [] }
}

/** Speaks the Hosted API with the page in one iframe: strings only, to and from that page's origin only. */
export function hostPod(frame: HTMLIFrameElement, setup: PodSetup, screen: HostScreen): HostedPod {
  const frameId = `frame-${crypto.randomUUID()}`
  const waiting = new Map<string, (answer: SaveAnswer) => void>()
  let isListening = false
  let lastEvent = 0

  const send = (message: Record<string, unknown>) => {
    frame.contentWindow?.postMessage(JSON.stringify(message), setup.origin)
  }

  const fire = (event: 'onLoad' | 'beforeSave'): string => {
    lastEvent += 1
    const id = `${frameId}-${lastEvent}`
    send({
      event,
      _id: id,
      data: { screenObject: { screen: 'ticket', id: screen.ticketId(), hostedAs: 'pod' } },
    })
    return id
  }

  const onMessage = (event: MessageEvent) => {
    if (event.source !== frame.contentWindow || event.origin !== setup.origin) return
    const message = readMessage(event.data)
    if (!message) return
    if (message.message === 'ready') {
      isListening = true
      send({ MessageFrameID: frameId })
      fire('onLoad')
      return
    }
    // Without its frame id a message is dropped in silence.
    if (message.frameID !== frameId) return
    if (message.event !== undefined) waiting.get(String(message._id))?.(saveAnswer(message))
    else
      answerRequest(message, screen, (data) => send({ ...data, _id: `${frameId}-auth` })).catch(
        () => undefined,
      )
  }

  window.addEventListener('message', onMessage)
  return {
    fireOnLoad() {
      if (isListening) fire('onLoad')
    },
    beforeSave() {
      if (!isListening) return Promise.resolve({ kind: 'not_listening' })
      return new Promise((resolve) => {
        const id = fire('beforeSave')
        const settle = (answer: SaveAnswer) => {
          waiting.delete(id)
          resolve(answer)
        }
        waiting.set(id, settle)
        setTimeout(() => settle({ kind: 'silent' }), saveWaitMs)
      })
    },
    dispose() {
      window.removeEventListener('message', onMessage)
      waiting.clear()
    },
  }
}
