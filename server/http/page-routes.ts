import type { Context } from 'hono'
import { ssoLabel } from '../accounts/oidc-provider.ts'
import { findAccountByKey } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import { builtFile, builtPage } from './built-ui.ts'
import { podOrigins } from './queries.ts'
import { type AppEnv, describe, routes } from './routes.ts'

const accountKey = /^[a-z0-9-]{1,40}$/
const origin = /^https?:\/\/[a-z0-9.[\]:-]+$/

/** What the page tells the UI, as meta tags: scripts in the page are not allowed. */
type PageFacts = {
  surface: 'pod' | 'app'
  account: string
  psaOrigins: string[]
  build: string
  sso?: string
}

const describeApp = describe({
  summary: 'The full page, never framed.',
  answers: { 200: 'text/html' },
  open: true,
})

/** The pod, the full page, and what they are built of. */
export const pageRoutes = routes()
  .get('/', (c) => c.redirect('/app'))
  .get(
    '/pod/:account_key',
    describe({
      summary: 'The pod: may be framed by the origins of the account’s PSA, and by nothing else.',
      answers: { 200: 'text/html', 404: 'text/html' },
      open: true,
    }),
    async (c) => {
      const { db } = c.get('world')
      const key = c.req.param('account_key')
      const accountId = accountKey.test(key) ? await findAccountByKey(db.system, key) : undefined
      if (!accountId)
        return sentence(
          c,
          404,
          'There is no FlowPilot account at this address. Register the pod again in Settings.',
        )
      const psaOrigins = (await inAccount(db.app, accountId, podOrigins)).filter((each) => origin.test(each))
      return page(c, { surface: 'pod', account: key, psaOrigins })
    },
  )
  .get('/app', describeApp, fullPage)
  .get('/app/*', describeApp, fullPage)
  .get('/assets/*', async (c) => {
    const file = await builtFile(c.req.path.slice('/assets/'.length))
    if (!file) return c.notFound()
    c.header('content-type', file.type)
    c.header('vary', 'accept-encoding')
    c.header('cross-origin-resource-policy', 'same-origin')
    c.header('cache-control', file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    const mayZip = file.zipped && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
    if (mayZip) c.header('content-encoding', 'gzip')
    return c.body(new Uint8Array(mayZip && file.zipped ? file.zipped : file.bytes))
  })

function fullPage(c: Context<AppEnv>): Promise<Response> {
  const sso = ssoLabel(c.get('world').config)
  return page(c, { surface: 'app', account: '', psaOrigins: [], ...(sso ? { sso } : {}) })
}

async function page(c: Context<AppEnv>, facts: Omit<PageFacts, 'build'>): Promise<Response> {
  const framedBy = facts.psaOrigins.length > 0 ? facts.psaOrigins.join(' ') : "'none'"
  c.header('content-security-policy', pagePolicy(framedBy))
  c.header('cache-control', 'no-store')
  const built = await builtPage()
  if (!built)
    return sentence(c, 503, 'The user interface is not built yet. Run npm run build, or wait a moment.')
  return c.html(withFacts(built.html, { ...facts, build: built.build }))
}

const pagePolicy = (framedBy: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    `frame-ancestors ${framedBy}`,
  ].join('; ')

export function withFacts(html: string, facts: PageFacts): string {
  const meta = Object.entries({
    'flowpilot-surface': facts.surface,
    'flowpilot-account': facts.account,
    'flowpilot-psa-origins': facts.psaOrigins.join(' '),
    'flowpilot-build': facts.build,
    'flowpilot-sso': facts.sso ?? '',
  }).map(([name, content]) => `<meta name="${name}" content="${escaped(content)}">`)
  return html.replace('</head>', () => `${meta.join('')}</head>`)
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

function sentence(c: Context<AppEnv>, status: 404 | 503, text: string): Response | Promise<Response> {
  return c.html(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>FlowPilot</title></head><body><p>${text}</p></body></html>`,
    status,
  )
}
