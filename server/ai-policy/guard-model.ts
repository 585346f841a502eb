import { type AccountDb, inAccount } from '../db/tx.ts'
import type { ModelAnswer, ModelGateway, ModelReaders, ModelRequest, ModelTurn } from '../model/gateway.ts'
import { imagesNamed, withoutImages } from '../model/images.ts'
import { type Aliases, createAliases } from './aliases.ts'
import { inLeaves, inText } from './in-leaves.ts'
import { namesKept, namesOfCase } from './names-of-case.ts'
import { findNamesOf, keepAliases, listAliases, lockAliases } from './queries.ts'

/** More would make each text slow to look through. */
const mostAliases = 5_000
const tooManyNames = 'This case holds too many names to replace; the offline model answered.'
const picturesStay = 'Pictures stay here for this client; the model answered without them.'

/**
 * Where a client allows a model outside to read its cases without names: they are replaced on the way out and put back
 * on the way in, for every task alike. `allowed` passes, and what is neither stays here by the gateway's own rule.
 */
export function guardModel(inner: ModelGateway, db: AccountDb): ModelGateway {
  if (inner.label.kind === 'offline') return inner
  return {
    ...inner,
    async ask(request, readers, signal) {
      if (request.policy !== 'redacted') return inner.ask(request, readers, signal)
      const clean_turns = await redacted(db, request)
      if (!clean_turns) return inner.ask({ ...request, policy: 'off' }, readers, signal)
      if (clean_turns === 'too_many')
        return withRemark(await inner.ask({ ...request, policy: 'off' }, readers, signal), tooManyNames)
      const { aliases, turns, had_images } = clean_turns
      const reading = restoring(readers, aliases)
      const clean = { ...request, ...turns, images: new Map(), policy: 'allowed' as const, is_aliased: true }
      const answer = await inner.ask(clean, reading, signal)
      reading.end()
      return restored(answer, aliases, had_images ? picturesStay : null)
    },
  }
}

type Told = Pick<ModelRequest<never>, 'account_id' | 'session_id' | 'history' | 'input'>

/**
 * Null where it is not known whose names stand in the case: nothing of it leaves until its ticket is read again.
 * `too_many`: nor where more names stand in it than are replaced.
 */
function redacted(db: AccountDb, { account_id, session_id, history, input }: Told) {
  const had_images = imagesNamed([input]).length > 0
  return inAccount(db, account_id, async (sql) => {
    await lockAliases(sql, session_id)
    const [known, names] = await Promise.all([listAliases(sql, session_id), findNamesOf(sql, session_id)])
    if (!names || names.is_unread) return null
    if (known.length >= mostAliases) return 'too_many'
    const aliases = createAliases(session_id.slice(-4), known, [...namesOfCase(names), ...namesKept(known)])
    const [newest = input, ...before] = withoutImages([input, ...history]).map((turn) =>
      replaced(turn, aliases),
    )
    if (known.length + aliases.made.length > mostAliases) return 'too_many'
    await keepAliases(sql, { account_id, session_id }, aliases.made)
    return { aliases, turns: { history: before, input: newest }, had_images }
  })
}

/** A turn as a model outside may read it; what it thought is sealed by it and goes back as it came. */
function replaced(turn: ModelTurn, aliases: Aliases): ModelTurn {
  const by = turn.role === 'assistant' ? 'model' : 'people'
  const clean = (text: string) => inText(text, (leaf) => aliases.replace(leaf, by))
  if (typeof turn.content === 'string') return { ...turn, content: clean(turn.content) }
  return {
    ...turn,
    content: turn.content.map((block) => {
      if (block.type === 'text') return { ...block, text: clean(block.text) }
      if (block.type === 'tool_result' && typeof block.content === 'string')
        return { ...block, content: clean(block.content) }
      return block
    }),
  }
}

const withRemark = <T>(answer: ModelAnswer<T>, remark: string): ModelAnswer<T> =>
  answer.state === 'failed' ? answer : { ...answer, remark }

function restoring(readers: ModelReaders, aliases: Aliases): ModelReaders & { end(): void } {
  let stream = aliases.stream()
  let reading = ''
  const end = () => {
    const rest = stream.end()
    if (rest) readers.text(rest, reading)
  }
  return {
    ...readers,
    text(piece, key) {
      if (key !== reading) end()
      reading = key
      const text = stream.take(piece)
      if (text) readers.text(text, key)
    },
    restart() {
      stream = aliases.stream()
      readers.restart()
    },
    end,
  }
}

/** `content` stays as the model wrote it: it is only ever sent back to it. */
function restored<T>(answer: ModelAnswer<T>, aliases: Aliases, note: string | null): ModelAnswer<T> {
  if (answer.state === 'failed') return answer
  const remark = [answer.remark, note].filter(Boolean).join(' ') || null
  if (answer.state === 'partial') return { ...answer, text: aliases.restore(answer.text), remark }
  return { ...answer, value: inLeaves(answer.value, aliases.restore) as T, remark }
}
