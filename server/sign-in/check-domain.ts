import type { SignInRules } from '../../shared/contracts/sign-in.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { limit } from '../limits.ts'
import { type DomainRow, proveDomain, selectDomains } from './domain-queries.ts'
import { recordDomain, txtName, txtValue } from './email-domains.ts'
import { readSignInRules } from './sign-in-rules.ts'

const checksPerMinute = 10

/** Looks for the TXT record of a claimed domain; with it the domain is this account's. */
export async function checkDomain(ctx: Ctx, domain: string): Promise<SignInRules> {
  may(ctx, 'own')
  await limit(ctx.world, `domain:${ctx.account_id}`, checksPerMinute, 60)
  const row = (await tx(ctx, selectDomains)).find((each) => each.domain === domain)
  if (!row) throw new Problem('not_found')
  if (row.proved_at === null) await prove(ctx, row)
  return readSignInRules(ctx)
}

async function prove(ctx: Ctx, { domain, token }: DomainRow): Promise<void> {
  const { name, value } = { name: txtName(domain), value: txtValue(token) }
  const found = await ctx.world.outside.resolveTxt(name).catch((error: unknown) => {
    ctx.world.log.info({ code: (error as { code?: unknown }).code }, 'a TXT record could not be read')
    return [] as string[][]
  })
  // a long record comes in pieces
  if (!found.some((pieces) => pieces.join('').trim() === value))
    throw new Problem('domain_not_proved', `There is no TXT record "${value}" at ${name} yet.`)
  await tx(ctx, async (sql) => {
    if (await proveDomain(sql, domain, 'dns'))
      await recordDomain(sql, ctx, 'sign_in.domain_proved', domain, { by: 'dns' })
  })
}
