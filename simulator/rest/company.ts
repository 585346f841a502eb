import { Hono } from 'hono'
import { oneOf } from './access.ts'
import type { SimulatorEnv } from './env.ts'
import { answerCount, answerList, answerOne } from './listing.ts'
import { clientView, configurationView, contactView } from './record-views.ts'

export function companyRoutes() {
  const app = new Hono<SimulatorEnv>()
  const contacts = (caller: SimulatorEnv['Variables']['caller']) =>
    caller.tenant.contacts.map((contact) => contactView(caller.tenant, contact))
  const configurations = (caller: SimulatorEnv['Variables']['caller']) =>
    caller.tenant.configurations.map((configuration) => configurationView(caller.tenant, configuration))

  app.get('/company/companies', (c) => answerList(c, 'Company', c.var.caller.tenant.clients.map(clientView)))
  app.get('/company/companies/count', (c) =>
    answerCount(c, 'Company', c.var.caller.tenant.clients.map(clientView)),
  )
  app.get('/company/companies/:id', (c) =>
    answerOne(c, 'Company', clientView(oneOf(c, c.var.caller.tenant.clients, 'Company'))),
  )
  app.get('/company/contacts', (c) => answerList(c, 'Contact', contacts(c.var.caller)))
  app.get('/company/contacts/count', (c) => answerCount(c, 'Contact', contacts(c.var.caller)))
  app.get('/company/contacts/:id', (c) => {
    const { tenant } = c.var.caller
    return answerOne(c, 'Contact', contactView(tenant, oneOf(c, tenant.contacts, 'Contact')))
  })
  app.get('/company/configurations', (c) => answerList(c, 'Configuration', configurations(c.var.caller)))
  app.get('/company/configurations/count', (c) =>
    answerCount(c, 'Configuration', configurations(c.var.caller)),
  )
  app.get('/company/configurations/:id', (c) => {
    const { tenant } = c.var.caller
    return answerOne(
      c,
      'Configuration',
      configurationView(tenant, oneOf(c, tenant.configurations, 'Configuration')),
    )
  })
  return app
}
