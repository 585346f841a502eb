import { updateDue } from '../../shared/update-due.ts'
import { record } from '../audit/record.ts'
import { accountsWithDueReminders } from '../db/system-reminders.ts'
import { inAccount, type TransactionSql } from '../db/tx.ts'
import { publish } from '../events/publish.ts'
import { notifyOfMany } from '../notifications/notify.ts'
import { addSteps } from '../sessions/timeline.ts'
import type { World } from '../world.ts'
import { type DueReminder, setFired, takeDue } from './queries.ts'

const mostAccounts = 200
/** In one transaction. */
const batchSize = 200
/** One account after the other gets so many, that none holds up the rest. */
const batchesInARow = 5

/** Tells of what is due, each once however many processes do this. Answers how many it told. */
export async function fireDue(world: World, signal: AbortSignal): Promise<number> {
  let fired = 0
  let accounts = await accountsWithDueReminders(world.db.system, mostAccounts)
  while (accounts.length > 0) {
    const goOn: typeof accounts = []
    for (const account of accounts) {
      if (signal.aborted) return fired
      const found = await fireIn(world, account.account_id, signal)
      fired += found.fired
      if (found.isMore) goOn.push(account)
    }
    accounts = goOn
  }
  return fired
}

/** An account where it fails keeps no other from its reminders. */
async function fireIn(world: World, account_id: string, signal: AbortSignal) {
  let fired = 0
  try {
    for (let batch = 0; batch < batchesInARow && !signal.aborted; batch++) {
      const count = await inAccount(world.db, account_id, (sql) => fireBatch(sql, account_id))
      fired += count
      if (count < batchSize) return { fired, isMore: false }
    }
    return { fired, isMore: !signal.aborted }
  } catch (error) {
    world.log.error({ err: error, account_id }, 'reminders could not be told; they are tried again')
    return { fired, isMore: false }
  }
}

async function fireBatch(sql: TransactionSql, account_id: string): Promise<number> {
  const due = await takeDue(sql, batchSize)
  if (due.length === 0) return 0
  await setFired(
    sql,
    due.map(({ id }) => id),
  )
  await addSteps(
    sql,
    due.map((each) => ({
      session_id: each.session_id,
      kind: 'update_reminder',
      content: updateDue(each),
      ref_id: each.id,
    })),
  )
  const all = due.map((each) => ({
    kind: 'reminder' as const,
    session_id: each.session_id,
    reminder_id: each.id,
    to: peopleOf(each),
  }))
  await notifyOfMany({ account_id }, sql, 'reminder', all)
  for (const { session_id, reminder_id, to } of all) {
    for (const user_id of to)
      await publish(sql, account_id, 'reminder.due', { reminder_id, session_id }, { user_id })
    await record(
      sql,
      { account_id },
      {
        action: 'reminder.fired',
        subject_kind: 'session',
        subject_id: session_id,
        result: 'ok',
        detail: { reminder_id },
      },
    )
  }
  return due.length
}

/** Who set it, and who handles the case since. */
const peopleOf = ({ created_by, current_handler_id }: DueReminder): string[] => [
  ...new Set([created_by, current_handler_id]),
]
