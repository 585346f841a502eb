import type { Context } from 'hono'
import { findAccountByPodKey } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import { offersSso } from '../sign-in/sso-realm.ts'
import { podOrigins } from './queries.ts'
import { type AppEnv, describe, routes } from './routes.ts'

const podKey = /^[0-9a-f]{20}$/
const origin = /^https?:\/\/[a-z0-9.[\]:-]+$/

/** What the page tells the UI, as meta tags: scripts in the page are not allowed. */
type PageFacts = {
  surface: 'pod' | 'app'
  podKey: string
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
    '/pod/:pod_key',
    describe({
      summary:
        'The pod: may be framed by the origins of the account’s PSA, and by nothing else. An unknown key gets the same page, framed by nobody.',
      answers: { 200: 'text/html', 404: 'text/html' },
      open: true,
    }),
    async (c) => {
      const key = c.req.param('pod_key')
      if (!podKey.test(key)) return formerAddress(c)
      const { db } = c.get('world')
      const accountId = await findAccountByPodKey(db.system, key)
      const framers = accountId ? await inAccount(db, accountId, podOrigins) : []
      return page(c, { surface: 'pod', podKey: key, psaOrigins: framers.filter((each) => origin.test(each)) })
    },
  )
  .get('/app', describeApp, fullPage)
  .get('/app/*', describeApp, fullPage)
  .get('/assets/*', async (c) => {
    const file = await c.get('world').ui.file(c.req.path.slice('/assets/'.length))
    if (!file) return c.notFound()
    c.header('content-type', file.type)
    c.header('vary', 'accept-encoding')
    c.header('cross-origin-resource-policy', 'same-origin')
    c.header('cache-control', file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    const mayZip = file.zipped && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
    if (mayZip) c.header('content-encoding', 'gzip')
    return c.body(new Uint8Array(mayZip && file.zipped ? file.zipped : file.bytes))
  })

async function fullPage(c: Context<AppEnv>): Promise<Response> {
  // a page without the button is better than none
  const sso = await offersSso(c.get('world')).catch(() => false)
  return page(c, { surface: 'app', podKey: '', psaOrigins: [], ...(sso ? { sso: 'single sign-on' } : {}) })
}

async function page(c: Context<AppEnv>, facts: Omit<PageFacts, 'build'>): Promise<Response> {
  const framedBy = facts.psaOrigins.length > 0 ? facts.psaOrigins.join(' ') : "'none'"
  c.header('content-security-policy', pagePolicy(framedBy))
  c.header('cache-control', 'no-store')
  const built = await c.get('world').ui.page()
  if (!built)
    return sentence(c, 503, 'The user interface is not built yet. Run npm run build, or wait a moment.')
  return c.html(withFacts(built.html, { ...facts, build: built.build }))
}

const pagePolicy = (framedBy: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
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
    'flowpilot-pod-key': facts.podKey,
    'flowpilot-psa-origins': facts.psaOrigins.join(' '),
    'flowpilot-build': facts.build,
    'flowpilot-sso': facts.sso ?? '',
  }).map(([name, content]) => `<meta name="${name}" content="${escaped(content)}">`)
  return html.replace('</head>', () => `${meta.join('')}</head>`)
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/**
 * Pods used to stand at the account's name. Every other name gets the same sentence, so it tells of nobody whether they
 * are here; a ticket screen may show it, since there is nothing on it to press.
 */
function formerAddress(c: Context<AppEnv>): Response | Promise<Response> {
  c.header('content-security-policy', "default-src 'none'; frame-ancestors *; base-uri 'none'")
  return sentence(
    c,
    404,
    'The pod is not at this address any more. An admin of your account registers it again in FlowPilot, in Settings, under ConnectWise.',
  )
}

function sentence(c: Context<AppEnv>, status: 404 | 503, text: string): Response | Promise<Response> {
  return c.html(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>FlowPilot</title></head><body><p>${text}</p></body></html>`,
    status,
  )
}
