import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Hono } from 'hono'
import type { SimulatorEnv } from './rest/env.ts'

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const notBuilt =
  '<!doctype html><title>Simulator</title><p>The ticket screen is not built yet: run <code>npm run build</code>.'

const securityHeaders = {
  'content-security-policy':
    "default-src 'self'; frame-src http: https:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
}

const screenPath = '/v4_6_release/ConnectWise.aspx'

/** Pages of the ticket screen, and the older addresses that lead to it. */
export function screenPages(screenDir: string) {
  const app = new Hono<SimulatorEnv>()
  const page = async () => {
    const html = await readFile(join(screenDir, 'index.html'), 'utf8').catch(() => notBuilt)
    return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', ...securityHeaders } })
  }

  app.get('/', (c) => c.redirect(`${screenPath}?routeTo=ServiceBoard`))
  app.get('/psa/connectwise.aspx', page)
  app.get('/__simulator', page)
  app.get('/psa/services/system_io/router/openrecord.rails', (c) => {
    const { recordType = '', recid = '' } = c.req.query()
    const isTicket = /^servicefv$/i.test(recordType) && /^\d{1,9}$/.test(recid)
    return c.redirect(
      `${screenPath}?locale=en_US&routeTo=${isTicket ? `ServiceFV&recid=${recid}` : 'ServiceBoard'}`,
    )
  })
  app.get('/psa/services/system_io/service/fv_sr100_request.rails', (c) => {
    const id = c.req.query('service_recid') ?? ''
    return c.redirect(
      `${screenPath}?locale=en_US&routeTo=${/^\d{1,9}$/.test(id) ? `ServiceFV&recid=${id}` : 'ServiceBoard'}`,
    )
  })
  app.get('/__screen/assets/:file', async (c) => {
    const file = c.req.param('file')
    const type = contentTypes[extname(file)]
    if (!type || !/^[\w.-]+$/.test(file)) return c.notFound()
    const bytes = await readFile(join(screenDir, 'assets', file)).catch(() => undefined)
    return bytes
      ? c.body(new Uint8Array(bytes), 200, { 'content-type': type, 'x-content-type-options': 'nosniff' })
      : c.notFound()
  })
  return app
}
