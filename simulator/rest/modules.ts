import { Hono, type MiddlewareHandler } from 'hono'
import type { Module } from '../records.ts'
import { security } from '../refusal.ts'
import type { SimulatorEnv } from './env.ts'
import { answerList } from './listing.ts'
import { memberView } from './record-views.ts'

const modules: readonly [RegExp, Module][] = [
  [/\/service\/tickets(\/|$)/, 'tickets'],
  [/\/company\/contacts(\/|$)/, 'contacts'],
  [/\/company\/configurations(\/|$)/, 'configurations'],
  [/\/3\.0\/system\/members(\/|$)/, 'members'],
  [/\/system\/connectwisehosted/, 'table_setup'],
  [/\/finance\//, 'finance'],
  [/\/procurement\//, 'procurement'],
  [/\/system\/apimembers(\/|$)/, 'api_members'],
]
const seldomOpen: readonly Module[] = ['finance', 'procurement', 'api_members']

/** Refuses what the security role of the keys does not reach. */
export function byModule(): MiddlewareHandler<SimulatorEnv> {
  return async (c, next) => {
    const { rights } = c.var.caller
    const asked = modules.find(([path]) => path.test(c.req.path))?.[1]
    const isClosed =
      asked && (seldomOpen.includes(asked) ? !rights.opens?.includes(asked) : rights.denies?.includes(asked))
    if (isClosed) throw security('You do not have security permission to perform this action.')
    await next()
  }
}

/** Lists that only a role reads which was given more than an integration needs. */
export function seldomRoutes() {
  const app = new Hono<SimulatorEnv>()
  app.get('/finance/invoices', (c) => answerList(c, 'Invoice', [{ id: 61_001, invoiceNumber: '61001' }]))
  app.get('/procurement/purchaseorders', (c) =>
    answerList(c, 'PurchaseOrder', [{ id: 7_001, poNumber: 'PO-7001' }]),
  )
  app.get('/system/apimembers', (c) => {
    const members = c.var.caller.tenant.members.filter(({ licenseClass }) => licenseClass === 'A')
    return answerList(c, 'Member', members.map(memberView))
  })
  return app
}
