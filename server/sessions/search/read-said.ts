import { casesBehindInWords } from '../../db/system.ts'
import { inAccount } from '../../db/tx.ts'
import type { World } from '../../world.ts'
import { readSaid, replaceSaidWords } from './said-queries.ts'
import { saidWords } from './said-words.ts'

/** Of one run: the newest changes come first, and cases of long ago are made up for beside them. */
const casesPerRun = 100

/**
 * Makes cases found by what was said in them since they were read last. What changes meanwhile leaves a case behind
 * again. Answers how many were read.
 */
export async function readSaidWords({ db }: Pick<World, 'db'>, signal?: AbortSignal): Promise<number> {
  let read = 0
  for (const { account_id, id } of await casesBehindInWords(db.system, casesPerRun)) {
    if (signal?.aborted) break
    const said = await inAccount(db, account_id, (sql) => readSaid(sql, id))
    if (!said) continue
    const words = await saidWords(said)
    await inAccount(db, account_id, (sql) =>
      replaceSaidWords(sql, { account_id, id }, { words, version: said.state_version }),
    )
    read++
  }
  return read
}
