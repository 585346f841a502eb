import { v7 as newId } from 'uuid'
import type * as v from 'valibot'
import type { newSession, Session } from '../../shared/contracts/sessions.ts'
import type { TicketContext } from '../../shared/contracts/tickets.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { learnLists } from '../connections/kept-lists.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, may, mayOpenTicket, tx } from '../ctx.ts'
import { limit } from '../limits.ts'
import { relatedOnBoard } from '../tickets/board-rights.ts'
import { ticketLanguage } from '../tickets/language.ts'
import { readTicket } from '../tickets/read-ticket.ts'
import { findOpenCase, insertSession } from './queries.ts'
import { sessionView } from './session-detail.ts'
import { addStep, touchSession } from './timeline.ts'
import { sessionViews } from './view-queries.ts'

type Intake = v.InferOutput<typeof newSession>

/** The pod has just shown the ticket; what it read is new enough to begin with. */
const ticketMaxAgeSeconds = 60
const titleLength = 80
const typeable = ['client_name', 'asset_name', 'issue_category'] as const

/** Starts a case from words, from a ticket, or from both; a PSA that cannot be reached only leaves a gap. */
export async function createSession(ctx: Ctx, input: Intake): Promise<Session> {
  may(ctx, 'work')
  ctx.world.model.warm()
  const ticketId = input.intake_type === 'free_text' ? null : (input.psa_ticket_id ?? null)
  mayOpenTicket(ctx, ticketId)
  requireIntake(input)
  const { CASES_PER_HOUR } = ctx.world.config
  await limit(
    ctx.world,
    `cases:${ctx.user.id}`,
    CASES_PER_HOUR,
    3_600,
    `You started ${CASES_PER_HOUR} cases within an hour. Go on with one of them, or wait.`,
  )
  const connectionId = ticketId ? await connectionOf(ctx, input.psa_connection_id) : null
  if (connectionId && ticketId)
    await tx(ctx, async (sql) => refuseSecond(await findOpenCase(sql, connectionId, ticketId)))
  const { context, trouble } = ticketId
    ? await readForIntake(ctx, ticketId)
    : { context: null, trouble: null }
  if (connectionId && context) learnLists(ctx, connectionId, context.ticket.board?.id ?? null)

  const id = newId()
  return tx(ctx, async (sql) => {
    const isNew = await insertSession(
      sql,
      {
        account_id: ctx.account_id,
        id,
        ...headerOf(ctx, input, context),
        psa_connection_id: connectionId,
        psa_ticket_id: ticketId,
      },
      context !== null,
    )
    if (!isNew && connectionId && ticketId) refuseSecond(await findOpenCase(sql, connectionId, ticketId))
    if (!isNew) throw new Problem('conflict')
    const by = { account_id: ctx.account_id, session_id: id, user_id: ctx.user.id }
    await addStep(sql, { ...by, kind: 'system', content: openingWords(ticketId, context, trouble) })
    if (input.intake_content) await addStep(sql, { ...by, kind: 'message', content: input.intake_content })
    await record(sql, ctx, {
      action: 'session.created',
      subject_kind: 'session',
      subject_id: id,
      result: 'done',
    })
    await touchSession(sql, id)
    const [row] = await sessionViews(sql, { session_id: id, limit: 1 })
    if (!row) throw new Problem('conflict')
    return sessionView(row)
  })
}

function requireIntake({ intake_type, intake_content, psa_ticket_id }: Intake): void {
  const fields: Record<string, string> = {}
  if (intake_type !== 'psa_ticket' && !intake_content) fields.intake_content = 'Say what the trouble is.'
  if (intake_type !== 'free_text' && !psa_ticket_id) fields.psa_ticket_id = 'Choose a ticket.'
  if (Object.keys(fields).length > 0) throw new Problem('invalid', undefined, { fields })
}

function refuseSecond(openId: string | undefined): void {
  if (openId) throw new Problem('case_already_open', undefined, { extra: { session_id: openId } })
}

async function connectionOf(ctx: Ctx, asked: string | undefined): Promise<string | null> {
  try {
    return (await providerFor(ctx, asked)).connection.id
  } catch (error) {
    if (!asked && error instanceof Problem && error.code === 'no_connection') return null
    throw error
  }
}

async function readForIntake(
  ctx: Ctx,
  ticketId: string,
): Promise<{ context: TicketContext | null; trouble: Problem | null }> {
  try {
    return { context: await readTicket(ctx, ticketId, { maxAgeSeconds: ticketMaxAgeSeconds }), trouble: null }
  } catch (error) {
    if (
      error instanceof Problem &&
      (error.code.startsWith('psa_') ||
        ['ticket_not_found', 'no_connection', 'secret_key_missing'].includes(error.code))
    )
      return { context: null, trouble: error }
    throw error
  }
}

function headerOf(ctx: Ctx, input: Intake, context: TicketContext | null) {
  const ticket = context?.ticket
  const onlyDevice = ticket?.configurations.length === 1 ? ticket.configurations[0] : undefined
  return {
    title: titleOf(input, context),
    intake_type: input.intake_type,
    intake_content: input.intake_content ?? '',
    psa_context_status: context
      ? ('loaded' as const)
      : input.intake_type === 'free_text'
        ? ('none' as const)
        : ('unavailable' as const),
    client_name: input.client_name || ticket?.company?.name || null,
    psa_board_id: ticket?.board?.id ?? null,
    language: context ? ticketLanguage(context) : null,
    asset_name: input.asset_name || onlyDevice?.name || null,
    issue_category: input.issue_category || null,
    typed_fields: typeable.filter((field) => input[field]),
    user_id: ctx.user.id,
    current_handler_id: ctx.user.id,
  }
}

function titleOf({ intake_content, psa_ticket_id }: Intake, context: TicketContext | null): string {
  if (context?.ticket.summary) return context.ticket.summary
  const words = (intake_content ?? '').split('\n', 1)[0]?.trim().replace(/\s+/g, ' ') ?? ''
  if (!words) return `Ticket #${psa_ticket_id}`
  if (words.length <= titleLength) return words
  return `${words
    .slice(0, titleLength)
    .replace(/\s+\S*$/, '')
    .toWellFormed()}…`
}

function openingWords(
  ticketId: string | null,
  context: TicketContext | null,
  trouble: Problem | null,
): string {
  if (!ticketId) return 'Case started from a description'
  if (context) return `Case started from #${ticketId}; ${readWords(context)}`
  const why = trouble?.code === 'psa_unavailable' ? "Couldn't reach ConnectWise." : (trouble?.message ?? '')
  return `Case started for #${ticketId}. ${why} You can type the ticket details; we'll fetch the rest later.`
}

/** "14 notes and 2 related tickets read; not read: contact". Nothing is said of what is still on its way. */
export function readWords(context: TicketContext): string {
  const { notes, notes_truncated, missing, coming } = context
  const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`
  const others = coming?.includes('related')
    ? ''
    : ` and ${count(relatedOnBoard(context).length, 'related ticket')}`
  const read = `${notes_truncated ? 'the newest ' : ''}${count(notes.length, 'note')}${others} read`
  return missing.length === 0 ? read : `${read}; not read: ${missing.map(({ part }) => part).join(', ')}`
}
