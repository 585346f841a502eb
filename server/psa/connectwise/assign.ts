import * as v from 'valibot'
import type { AssignmentOrder, Resource, WriteOutcome } from '../provider.ts'
import { changeTicket } from './change-ticket.ts'
import type { Client } from './client.ts'
import { idValue } from './conditions.ts'
import { BadAnswer } from './errors.ts'
import { outcomeBefore, outcomeOf, type Written } from './outcomes.ts'
import { readResources, type TypeId } from './schedule.ts'
import { wireScheduleEntry } from './wire.ts'

/** A member with more open appointments on one ticket is taken off it by hand. */
const removalLimit = 20

const theAddition: Written = { name: 'the assignment', maybe: 'the member may have been assigned' }
const theRemoval: Written = { name: 'the removal', maybe: 'the member may have been taken off the ticket' }

type Standing = { typeId: number; open: Resource[] }

/** Never throws. Owner is a field of the ticket; every further member is a schedule entry. */
export async function assign(
  client: Client,
  order: AssignmentOrder,
  typeId: TypeId,
  signal: AbortSignal,
): Promise<WriteOutcome> {
  const { act, ticket_id, member_id } = order
  if (act === 'own') return changeTicket(client, { ticket_id, path: 'owner', id: member_id }, signal)
  const thing = act === 'add' ? theAddition : theRemoval
  let standing: Standing
  try {
    standing = await readStanding(client, order, typeId, signal)
  } catch (error) {
    return outcomeBefore(client, error, thing)
  }
  return act === 'add' ? add(client, order, standing, signal) : remove(client, order, standing.open, signal)
}

/** The open entries of the member; a reading that is not whole proves no absence. */
async function readStanding(
  client: Client,
  { ticket_id, member_id }: AssignmentOrder,
  typeId: TypeId,
  signal: AbortSignal,
): Promise<Standing> {
  const member = idValue(member_id)
  const id = await typeId(signal)
  const { resources, complete } = await readResources(client, ticket_id, id, signal)
  const open = resources.filter((row) => row.member_id === member && !row.done)
  if (!complete && open.length === 0)
    throw new BadAnswer(200, 'The schedule entries of this ticket could not be read whole.')
  return { typeId: id, open }
}

async function add(
  client: Client,
  { ticket_id, member_id }: AssignmentOrder,
  { typeId, open }: Standing,
  signal: AbortSignal,
): Promise<WriteOutcome> {
  const stands = open[0]
  if (stands) return done(stands.entry_id, 200, 'The member is a resource of this ticket already.')
  const order = {
    objectId: Number(idValue(ticket_id)),
    type: { id: typeId },
    member: { id: Number(member_id) },
  }
  try {
    const { status, body } = await client.send({
      method: 'POST',
      path: '/schedule/entries',
      // without dates: assigned, but no block of time in the calendar
      body: { ...order, doneFlag: false, notifyResource: false },
      signal,
    })
    return readAnswer(order, status, body)
  } catch (error) {
    return outcomeOf(client, error, theAddition)
  }
}

type Addition = { objectId: number; type: { id: number }; member: { id: number } }

function readAnswer(order: Addition, status: number, body: unknown): WriteOutcome {
  const parsed = v.safeParse(wireScheduleEntry, body)
  const entry = parsed.success ? parsed.output : {}
  const { id } = entry
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0)
    return {
      kind: 'unidentified',
      status,
      says: 'ConnectWise took the assignment, but did not say its number.',
    }
  const asAsked =
    entry.objectId === order.objectId &&
    entry.type?.id === order.type.id &&
    entry.member?.id === order.member.id &&
    entry.doneFlag !== true
  const says = asAsked
    ? `ConnectWise took it as schedule entry ${id}.`
    : `ConnectWise took it as schedule entry ${id}, but not as it was asked. Check the ticket.`
  return { kind: 'done', psa_id: String(id), status, as_asked: asAsked, says }
}

async function remove(
  client: Client,
  { ticket_id }: AssignmentOrder,
  open: Resource[],
  signal: AbortSignal,
): Promise<WriteOutcome> {
  if (open.length > removalLimit)
    return {
      kind: 'refused',
      status: 409,
      says: `The member has more than ${removalLimit} appointments on this ticket. Take them off in ConnectWise.`,
    }
  let last = done(ticket_id, 200, 'The member is no resource of this ticket.')
  for (const entry of open) {
    last = await removeEntry(client, entry.entry_id, signal)
    if (last.kind !== 'done') return last
  }
  return last
}

/** What is gone already counts as removed. */
async function removeEntry(client: Client, entryId: string, signal: AbortSignal): Promise<WriteOutcome> {
  const says = `ConnectWise deleted schedule entry ${entryId}.`
  try {
    const { status } = await client.send({
      method: 'DELETE',
      path: '/schedule/entries/{entry_id}',
      params: { entry_id: entryId },
      signal,
    })
    return done(entryId, status, says)
  } catch (error) {
    const outcome = await outcomeOf(client, error, theRemoval)
    // an answer that cannot be read still says that it was done
    if (outcome.kind === 'unidentified') return done(entryId, outcome.status, says)
    const isGone = outcome.kind === 'refused' && outcome.status === 404
    return isGone ? done(entryId, 404, `Schedule entry ${entryId} is not in ConnectWise.`) : outcome
  }
}

function done(psaId: string, status: number, says: string): WriteOutcome {
  return { kind: 'done', psa_id: psaId, status, as_asked: true, says }
}
