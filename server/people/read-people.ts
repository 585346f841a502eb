import type { Person } from '../../shared/contracts/people.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { countOwners, listPeople } from './queries.ts'
import { personView } from './view.ts'

/** Everybody of the account, those who are switched off last. */
export function readPeople(ctx: Ctx): Promise<Person[]> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    const owners = await countOwners(sql)
    return (await listPeople(sql)).map((row) => personView(row, ctx.user, owners))
  })
}
