import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { AppEnv } from '../http/routes.ts'
import type { AuthorizeRequest } from './oauth-request.ts'

/** The tokens of the UI that these two pages need. */
const style = `
:root { color-scheme: light dark; --page: light-dark(#ffffff, #171a21); --raised: light-dark(#f6f7f9, #1d212a);
  --hover: light-dark(#eceff4, #232834); --edge: light-dark(#c3cad6, #3b4252); --text: light-dark(#1b2330, #e6e9ef);
  --muted: light-dark(#5b6675, #9aa3b2); --red: light-dark(#b3261e, #f58b88); --blue-edge: light-dark(#2f6fe0, #4c8dff);
  --red-edge: light-dark(#d6453d, #d95c58); --blue-fill: light-dark(#2462d0, #2b69d6) }
* { box-sizing: border-box; margin: 0 }
body { min-height: 100vh; display: grid; place-items: center; padding: 16px; background: var(--page); color: var(--text);
  font: 400 13px/18px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  -webkit-font-smoothing: antialiased }
main { width: 100%; max-width: 320px; display: grid; gap: 16px }
form { display: grid; gap: 16px }
header, label { display: grid; gap: 4px }
h1 { font-size: 15px; line-height: 20px; font-weight: 600 }
header p { color: var(--muted) }
label span { font-size: 11px; line-height: 16px; font-weight: 600; letter-spacing: .04em; text-transform: uppercase;
  color: var(--muted) }
input { width: 100%; padding: 5px 10px; border: 1px solid var(--edge); border-radius: 6px; background: var(--page);
  color: inherit; font: inherit }
[role=alert] { padding-left: 10px; border-left: 2px solid var(--red-edge); color: var(--red) }
button, .button { min-height: 28px; display: grid; place-items: center; padding: 0 10px; border: 1px solid var(--edge);
  border-radius: 6px; background: var(--raised); color: inherit; font: inherit; font-weight: 500; text-decoration: none;
  cursor: pointer; text-align: center }
.button:hover { background: var(--hover) }
button:not(.button) { border-color: var(--blue-fill); background: var(--blue-fill); color: #ffffff }
button:not(.button):hover { opacity: .92 }
:focus-visible { outline: 2px solid var(--blue-edge); outline-offset: 1px }
@media (pointer: coarse) { button, .button { min-height: 44px } input { padding: 12px 10px } }
`
const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/** `formTo`: where the form's answer may send the browser on to; Chrome holds redirects to it as well. */
const policy = (formTo: string) =>
  [
    "default-src 'none'",
    `style-src ${styleHash}`,
    `form-action ${formTo}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

type Shown = { sso: boolean; email?: string; wrong?: string }

/** E-mail and password for the side panel, and the single sign-on where there is one. No script. */
export function signInPage(c: Context<AppEnv>, request: AuthorizeRequest, { sso, email = '', wrong }: Shown) {
  const asked = Object.entries(request)
  const hidden = asked.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  return page(
    c,
    `'self' ${new URL(request.redirect_uri).origin}`,
    html`<header><h1>Sign in to FlowPilot</h1><p>For the side panel of this browser.</p></header>
<form method="post" action="/oauth/authorize">${hidden}
<label><span>E-mail</span><input type="email" name="email" value="${email}" maxlength="254" autocomplete="username" required ${email ? '' : 'autofocus'}></label>
<label><span>Password</span><input type="password" name="password" maxlength="200" autocomplete="current-password" required ${email ? 'autofocus' : ''} ${wrong ? raw('aria-describedby="wrong"') : ''}></label>
${wrong ? html`<p role="alert" id="wrong">${wrong}</p>` : ''}
<button>Sign in</button>
${sso ? html`<button class="button" formaction="/oauth/oidc/start" formnovalidate>Sign in with single sign-on</button>` : ''}</form>`,
  )
}

/**
 * On to the provider. A form's redirect would be held to `form-action`, which cannot name every provider; a page that
 * goes on by itself is not.
 */
export function onwardPage(c: Context<AppEnv>, location: string) {
  const { host } = new URL(location)
  return page(
    c,
    "'none'",
    html`<header><h1>On to your single sign-on</h1><p>${host} asks who you are.</p></header>
<a class="button" href="${location}">Continue</a>`,
    html`<meta http-equiv="refresh" content="0;url=${location}">`,
  )
}

/** The code after the password. The challenge is in the form, not in the address. */
export function codePage(
  c: Context<AppEnv>,
  request: AuthorizeRequest,
  { challenge, wrong }: { challenge: string; wrong?: string },
) {
  const fields = Object.entries({ ...request, challenge })
  const hidden = fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  return page(
    c,
    `'self' ${new URL(request.redirect_uri).origin}`,
    html`<header><h1>Type your code</h1><p>Six digits of your authenticator, or a recovery code.</p></header>
<form method="post" action="/oauth/authorize">${hidden}
<label><span>Code</span><input name="code" maxlength="30" autocomplete="one-time-code" autocapitalize="off" spellcheck="false" required autofocus ${wrong ? raw('aria-describedby="wrong"') : ''}></label>
${wrong ? html`<p role="alert" id="wrong">${wrong}</p>` : ''}
<button>Sign in</button></form>`,
  )
}

/** A sentence where a sign-in cannot go on. */
export function sentencePage(c: Context<AppEnv>, sentence: string, next?: { href: string; label: string }) {
  return page(
    c,
    "'none'",
    html`<header><h1>FlowPilot cannot sign you in</h1></header><p role="alert">${sentence}</p>
${next ? html`<a class="button" href="${next.href}">${next.label}</a>` : ''}`,
  )
}

/** Always 200: the window in which a browser shows a side panel's sign-in closes on any status beyond 399, unread. */
function page(
  c: Context<AppEnv>,
  formTo: string,
  content: ReturnType<typeof html>,
  head: ReturnType<typeof html> | '' = '',
) {
  c.header('content-security-policy', policy(formTo))
  c.header('cache-control', 'no-store')
  // with `no-referrer` the form would arrive with `Origin: null`
  c.header('referrer-policy', 'same-origin')
  return c.html(
    html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${head}<title>Sign in to FlowPilot</title><style>${raw(style)}</style></head><body><main>${content}</main></body></html>`,
  )
}
