import { Hono } from 'hono'
import * as v from 'valibot'

/** What somebody wrote into a room, by its address. */
export interface RoomMessage {
  kind: 'slack' | 'teams'
  path: string
  text: string
  body: unknown
}
/** Instead of taking a message: this status, or no answer at all. */
export type RoomFault = number | 'silent'

export interface ChatRooms {
  app: Hono
  messages: RoomMessage[]
  faults: Partial<Record<RoomMessage['kind'], RoomFault>>
}

const mostMessages = 500
const mostCardBytes = 28 * 1024
const retryAfterS = '30'
const slackKey = /^[A-Za-z0-9]{24}$/

const slackText = v.object({
  type: v.picklist(['mrkdwn', 'plain_text']),
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(3_000)),
})
const slackMessage = v.object({
  text: v.optional(v.pipe(v.string(), v.maxLength(40_000))),
  blocks: v.optional(
    v.pipe(
      v.array(
        v.variant('type', [
          v.strictObject({ type: v.literal('section'), text: slackText }),
          v.strictObject({
            type: v.literal('context'),
            elements: v.pipe(v.array(slackText), v.maxLength(10)),
          }),
          v.strictObject({ type: v.literal('divider') }),
        ]),
      ),
      v.maxLength(50),
    ),
  ),
})

const run = v.object({ type: v.literal('TextRun'), text: v.pipe(v.string(), v.minLength(1)) })
const card = v.object({
  type: v.literal('AdaptiveCard'),
  version: v.picklist(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5']),
  body: v.array(
    v.variant('type', [
      v.object({ type: v.literal('TextBlock'), text: v.string() }),
      v.object({ type: v.literal('RichTextBlock'), inlines: v.pipe(v.array(run), v.minLength(1)) }),
    ]),
  ),
  actions: v.optional(
    v.array(
      v.object({ type: v.literal('Action.OpenUrl'), title: v.string(), url: v.pipe(v.string(), v.url()) }),
    ),
  ),
})
const teamsMessage = v.object({
  type: v.literal('message'),
  attachments: v.pipe(
    v.array(v.object({ contentType: v.literal('application/vnd.microsoft.card.adaptive'), content: card })),
    v.minLength(1),
  ),
})

/** The addresses at which Slack and Teams take messages for a room; they refuse what the real ones refuse. */
export function createChatRooms(): ChatRooms {
  const messages: RoomMessage[] = []
  const faults: ChatRooms['faults'] = {}
  const keep = (message: RoomMessage) => {
    messages.push(message)
    messages.splice(0, messages.length - mostMessages)
  }
  const app = new Hono()
  const faulty = async (kind: RoomMessage['kind'], signal: AbortSignal): Promise<Response | null> => {
    const fault = faults[kind]
    if (fault === undefined) return null
    if (fault === 'silent')
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    const status = fault === 'silent' ? 504 : fault
    return new Response('', { status, headers: status === 429 ? { 'retry-after': retryAfterS } : {} })
  }

  app.post('/slack/services/:team/:bot/:key', async (c) => {
    const bad = await faulty('slack', c.req.raw.signal)
    if (bad) return bad
    if (!slackKey.test(c.req.param('key'))) return c.text('no_service', 404)
    const body = await jsonOf(c.req.raw)
    const read = v.safeParse(v.record(v.string(), v.unknown()), body)
    if (!read.success) return c.text('invalid_payload', 400)
    if (!read.output.text && !read.output.blocks) return c.text('no_text', 400)
    const message = v.safeParse(slackMessage, body)
    if (!message.success) return c.text('invalid_blocks', 400)
    const { text = '', blocks = [] } = message.output
    const shown = blocks.flatMap((block) =>
      block.type === 'section'
        ? [block.text.text]
        : block.type === 'context'
          ? block.elements.map((e) => e.text)
          : [],
    )
    keep({ kind: 'slack', path: c.req.path, text: shown.join('\n') || text, body })
    return c.text('ok')
  })

  app.post('/teams/workflows/:id/triggers/manual/paths/invoke', async (c) => {
    const bad = await faulty('teams', c.req.raw.signal)
    if (bad) return bad
    if (!c.req.query('sig') || !c.req.query('api-version'))
      return c.json({ error: { code: 'DirectApiAuthorizationRequired' } }, 401)
    const body = await jsonOf(c.req.raw)
    const message = v.safeParse(teamsMessage, body)
    if (!message.success || JSON.stringify(body).length > mostCardBytes)
      return c.json({ error: { code: 'InvalidRequestContent' } }, 400)
    const lines = message.output.attachments.flatMap(({ content }) =>
      content.body.map((block) =>
        block.type === 'TextBlock' ? block.text : block.inlines.map(({ text }) => text).join(''),
      ),
    )
    keep({ kind: 'teams', path: c.req.path, text: lines.join('\n'), body })
    return c.body(null, 202)
  })

  return { app: app.get('/', (c) => c.json({ messages })), messages, faults }
}

async function jsonOf(request: Request): Promise<unknown> {
  if (!request.headers.get('content-type')?.startsWith('application/json')) return undefined
  return request.json().catch(() => undefined)
}
