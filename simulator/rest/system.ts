import { Hono } from 'hono'
import type { HostedSetup } from '../records.ts'
import { invalidObject, missingField, unknownMember } from '../refusal.ts'
import type { Store } from '../store.ts'
import { oneOf } from './access.ts'
import { requireWrite } from './auth.ts'
import { answer, isRecord, readJson, type SimulatorEnv } from './env.ts'
import { answerCount, answerList, answerOne } from './listing.ts'
import { isProperty } from './models.ts'
import { hostedSetupView, memberInfoView, memberView } from './record-views.ts'

const setupLimit = 20

export const hostedScreens = [
  'CompanyDetail',
  'ContactDetail',
  'ConnectWiseToday',
  'ServiceTicket',
  'ProjectTicket',
  'SalesOrderDetail',
  'CompanyFinanceDetail',
].map((name, index) => ({ id: index + 1, screenId: index + 1, name }))

function requiredText(body: Record<string, unknown>, field: string, limit: number): string {
  const value = body[field]
  if (typeof value !== 'string' || value === '') throw missingField('ConnectWiseHostedSetup', field)
  if (value.length > limit)
    throw invalidObject('ConnectWiseHostedSetup', field, 'InvalidField', `The ${field} is too long.`)
  return value
}

function readSetup(body: unknown): Omit<HostedSetup, 'id'> {
  const resource = 'ConnectWiseHostedSetup'
  if (!isRecord(body)) throw invalidObject(resource, 'url', 'InvalidField', 'The body must be an object.')
  for (const name of Object.keys(body))
    if (!isProperty('HostedSetup', name)) throw unknownMember(name, resource)
  const screen = hostedScreens.find(({ screenId }) => screenId === body.screenId)
  if (!screen) throw missingField(resource, 'screenId')
  const type = requiredText(body, 'type', 20)
  if (!['Tab', 'Pod', 'ToolbarButton'].includes(type))
    throw invalidObject(resource, 'type', 'InvalidField', 'Unknown type.')
  const url = requiredText(body, 'url', 1024)
  if (!/^https?:\/\//i.test(url)) throw invalidObject(resource, 'url', 'InvalidField', 'Invalid URL')
  return {
    screenId: screen.screenId,
    description: requiredText(body, 'description', 50),
    url,
    type,
    origin: typeof body.origin === 'string' ? body.origin.slice(0, 100) : '',
    podHeight: typeof body.podHeight === 'number' ? body.podHeight : 300,
    clientId: typeof body.clientId === 'string' ? body.clientId : null,
    disabled: body.disabledFlag === true,
  }
}

function hostedRoutes(store: Store) {
  const app = new Hono<SimulatorEnv>()
  app.get('/system/connectwisehostedscreens', (c) => answerList(c, 'HostedScreen', hostedScreens))
  app.get('/system/connectwisehostedsetups', (c) =>
    answerList(c, 'HostedSetup', c.var.caller.tenant.hostedSetups.map(hostedSetupView)),
  )
  app.get('/system/connectwisehostedsetups/count', (c) =>
    answerCount(c, 'HostedSetup', c.var.caller.tenant.hostedSetups.map(hostedSetupView)),
  )
  app.get('/system/connectwisehostedsetups/:id', (c) =>
    answerOne(
      c,
      'HostedSetup',
      hostedSetupView(oneOf(c, c.var.caller.tenant.hostedSetups, 'ConnectWiseHostedSetup')),
    ),
  )
  app.post('/system/connectwisehostedsetups', async (c) => {
    const { caller } = c.var
    requireWrite(caller)
    const input = readSetup(await readJson(c))
    if (caller.tenant.hostedSetups.length >= setupLimit) {
      throw invalidObject('ConnectWiseHostedSetup', 'description', 'InvalidField', 'Too many setups.')
    }
    const setup = { id: store.nextId('hosted_setup'), ...input }
    caller.tenant.hostedSetups.push(setup)
    store.commit()
    return answer(c, hostedSetupView(setup), 201)
  })
  app.put('/system/connectwisehostedsetups/:id', async (c) => {
    const { caller } = c.var
    requireWrite(caller)
    const setup = oneOf(c, caller.tenant.hostedSetups, 'ConnectWiseHostedSetup')
    const body = await readJson(c)
    const { id: _id, _info, ...rest } = isRecord(body) ? body : {}
    Object.assign(setup, readSetup(rest))
    store.commit()
    return answer(c, hostedSetupView(setup))
  })
  app.delete('/system/connectwisehostedsetups/:id', (c) => {
    const { caller } = c.var
    requireWrite(caller)
    const setup = oneOf(c, caller.tenant.hostedSetups, 'ConnectWiseHostedSetup')
    caller.tenant.hostedSetups = caller.tenant.hostedSetups.filter((candidate) => candidate !== setup)
    store.commit()
    return c.body(null, 204)
  })
  return app
}

export function systemRoutes(store: Store) {
  const app = new Hono<SimulatorEnv>()
  app.get('/system/info', (c) =>
    answer(c, {
      version: 'v2026.4.11823',
      isCloud: false,
      serverTimeZone: 'Eastern Standard Time',
      licenseBits: [],
    }),
  )
  app.get('/system/mymembers', (c) => answerList(c, 'Member', [memberView(c.var.caller.member)]))
  app.get('/system/mymembers/info', (c) =>
    answer(c, { ...memberInfoView(c.var.caller.member), ssoSessionFlag: false }),
  )
  app.get('/system/members', (c) => answerList(c, 'Member', c.var.caller.tenant.members.map(memberView)))
  app.get('/system/members/count', (c) =>
    answerCount(c, 'Member', c.var.caller.tenant.members.map(memberView)),
  )
  app.get('/system/members/:id', (c) => {
    const { members } = c.var.caller.tenant
    const named = members.find(
      (member) => member.identifier.toLowerCase() === c.req.param('id').toLowerCase(),
    )
    return answerOne(c, 'Member', memberView(named ?? oneOf(c, members, 'Member')))
  })
  app.get('/system/info/members', (c) =>
    answerList(c, 'MemberInfo', c.var.caller.tenant.members.map(memberInfoView)),
  )
  app.get('/system/info/members/:id', (c) =>
    answerOne(c, 'MemberInfo', memberInfoView(oneOf(c, c.var.caller.tenant.members, 'Member'))),
  )
  app.route('/', hostedRoutes(store))
  return app
}
