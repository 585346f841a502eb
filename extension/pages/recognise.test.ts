import { describe, expect, test } from 'vitest'
import { cloudHosts as serverCloudHosts } from '../../server/psa/connectwise/address.ts'
import { fc } from '../../server/testing/property.ts'
import { originPatternOf } from './address.ts'
import { cloudHosts } from './connectwise-hosts.ts'
import { packedStates } from './hash-examples.ts'
import { cloudMatches, recognise, sites } from './recognise.ts'
import type { PageHints } from './site.ts'

/** What is seen · address · banner · the reference in short, or null · further hints. */
type Row = [string, string, string | null, string | null, PageHints?]

const na = 'https://na.myconnectwise.net'
const app = `${na}/v4_6_release/ConnectWise.aspx`
const fv = `${app}?locale=en_US&routeTo=ServiceFV&recid=48291`
const onPremises = 'https://psa.example.com/v4_6_release/ConnectWise.aspx'
const plain = (state: unknown, screen = 'sr150') =>
  `${app}?locale=en_US#startscreen=${screen}&state=${encodeURIComponent(JSON.stringify(state))}`
const packed = (name: keyof typeof packedStates, screen: string | null = 'ServiceTicket') =>
  `#${packedStates[name]}${screen === null ? '' : `??${screen}`}`
const chosen = { is_chosen_host: true }

function inShort(url: string, banner: string | null, hints?: PageHints): string | null {
  const found = recognise(url, banner, hints)
  if (!found) return null
  expect(found.site).toBe(new URL(url).origin)
  return `${found.product} ${found.ticket_id} ${found.certainty}${found.needs_grant ? ' grant' : ''}`
}

const hosts: Row[] = [
  ...cloudHosts.map(
    (host): Row => [
      host,
      `https://${host}/v4_6_release/ConnectWise.aspx?routeTo=ServiceFV&recid=48291`,
      null,
      'connectwise 48291 address',
    ],
  ),
  [
    'the name in capitals, the port said',
    'https://NA.MyConnectWise.NET:443/v2025_1/ConnectWise.aspx?routeTo=ServiceFV&recid=48291',
    null,
    'connectwise 48291 address',
  ],
  ...['v2020_3', 'v2024_1', 'v2025_1', 'V4_6_Release'].map(
    (codebase): Row => [
      codebase,
      `${na}/${codebase}/connectwise.aspx?routeTo=ServiceFV&recid=48291`,
      null,
      'connectwise 48291 address',
    ],
  ),
  [
    'two slashes',
    `${na}/v2024_1//ConnectWise.aspx?routeTo=ServiceFV&srRecID=36883`,
    null,
    'connectwise 36883 address',
  ],
  ['on premises', `${onPremises}?routeTo=ServiceFV&recid=17`, null, 'connectwise 17 address grant'],
  ['on premises by banner', onPremises, 'Service Ticket #17 - VPN', 'connectwise 17 shown grant'],
  [
    'on premises on a port',
    'https://cw.example.com:8443/v2024_1/ConnectWise.aspx?routeTo=ServiceFV&recid=17',
    null,
    'connectwise 17 address grant',
  ],
  [
    'on premises by number',
    'https://10.1.2.3/v4_6_release/ConnectWise.aspx?routeTo=ServiceFV&recid=17',
    null,
    'connectwise 17 address grant',
  ],
  [
    'a tenant’s own cloud name',
    'https://acme.myconnectwise.net/v4_6_release/ConnectWise.aspx?routeTo=ServiceFV&recid=17',
    null,
    'connectwise 17 address grant',
  ],
  [
    'this machine, unencrypted',
    'http://127.0.0.1:4620/v4_6_release/ConnectWise.aspx?locale=en_US&routeTo=ServiceFV&recid=48291',
    'Service Ticket #48291 - Printer offline',
    'connectwise 48291 shown grant',
  ],
]

const forms: Row[] = [
  [
    'the link of e-mails',
    `${na}/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=48291&companyName=acme`,
    null,
    'connectwise 48291 address',
  ],
  [
    'the same, small letters',
    `${na}/v2025_1/services/system_io/service/fv_sr100_request.rails?SERVICE_RECID=48291`,
    null,
    'connectwise 48291 address',
  ],
  [
    'the vendor’s entry point',
    `${na}/v4_6_release/services/system_io/router/openrecord.rails?locale=en_US&recordType=ServiceFV&recid=48291&companyName=acme`,
    null,
    'connectwise 48291 address',
  ],
  [
    'ServiceFv',
    `${na}/v4_6_release/services/system_io/router/openrecord.rails?recordType=ServiceFv&recid=48291`,
    null,
    'connectwise 48291 address',
  ],
  ['after its redirect', fv, null, 'connectwise 48291 address'],
  ['an empty #', `${fv}#`, null, 'connectwise 48291 address'],
  [
    'the old page',
    `${na}/v4_6_release/ConnectWise.html?locale=en_US&routeTo=ServiceFV&srRecID=48291`,
    null,
    'connectwise 48291 address',
  ],
  [
    'plain state',
    plain({ p: 'sr150', s: { p: { pid: 184, rd: 48291, screenid: 'sr100' } } }),
    null,
    'connectwise 48291 address',
  ],
  [
    'plain state, sr100',
    plain({ p: 'sr100', s: { p: { rd: '48291' } } }, 'sr100'),
    null,
    'connectwise 48291 address',
  ],
  ['packed state', `${app}${packed('ticket48291')}`, null, 'connectwise 48291 hint'],
  ['packed state, sr150', `${app}?locale=en_US${packed('ticket48305')}`, null, 'connectwise 48305 hint'],
  ['packed state, the id as text', `${app}${packed('ticketAsText')}`, null, 'connectwise 48291 hint'],
  ['packed state says the same', `${fv}${packed('ticket48291')}`, null, 'connectwise 48291 address'],
  ['packed state without a name', `${fv}${packed('ticket48291', null)}`, null, 'connectwise 48291 address'],
  ['banner', app, 'Service Ticket #48291 - Printer offline', 'connectwise 48291 shown'],
  ['banner over lines', app, '\n  Service\u00a0Ticket # 48291\n', 'connectwise 48291 shown'],
  ['banner of one word', app, 'ServiceTicket #48291', 'connectwise 48291 shown'],
  [
    'banner names a second ticket',
    app,
    'Service Ticket #48291 - same as Service Ticket #48300',
    'connectwise 48291 shown',
  ],
  ['banner of another language', fv, 'Ticket de service n° 48291 - Imprimante', 'connectwise 48291 address'],
  ['only the pod’s header', app, null, 'connectwise 48291 hint', { pod_header: 'Ticket # 48291' }],
  ['the pod’s header agrees', fv, null, 'connectwise 48291 shown', { pod_header: 'Ticket # 48291' }],
]

const stale: Row[] = [
  ['address of A, banner of B', fv, 'Service Ticket #48305 - Mail is late', 'connectwise 48305 shown'],
  [
    'address of A, state of A, banner of B',
    `${fv}${packed('ticket48291')}`,
    'Service Ticket #48305',
    'connectwise 48305 shown',
  ],
  ['address of A, state of B', `${fv}${packed('ticket48305')}`, null, 'connectwise 48305 hint'],
  ['address of A, unnamed state of B', `${fv}${packed('ticket48305', null)}`, null, null],
  [
    'address of A, plain state of B',
    `${fv}#startscreen=sr150&state=%7B%22p%22%3A%22sr150%22%2C%22s%22%3A%7B%22p%22%3A%7B%22rd%22%3A48305%7D%7D%7D`,
    null,
    'connectwise 48305 address',
  ],
  ['address of A, pod header of B', fv, null, 'connectwise 48305 hint', { pod_header: 'Ticket # 48305' }],
  [
    'address of A, a ticket that cannot be read',
    `${fv}#XQAACAD9??ServiceTicket`,
    null,
    'connectwise 48291 hint',
  ],
  ['address of A, an unknown screen code', `${fv}${packed('unknownScreen')}`, null, 'connectwise 48291 hint'],
  ['address of A, the board behind #', `${fv}${packed('board', 'ServiceBoard')}`, null, null],
  ['address of A, the board without its name', `${fv}${packed('board', null)}`, null, null],
  ['address of A, a calendar', `${fv}#XQAACAD9??CalendarSchedule`, null, null],
  ['address of A, a new ticket behind #', `${fv}${packed('newTicket')}`, null, null],
  ['address of A, another plain screen', `${fv}#startscreen=te100&state=%7B%7D`, null, null],
  ['address of A, banner of a company', fv, 'Company: Acme Dental', null],
  ['address of A, banner of a board', fv, 'Service Board', null],
  ['address of A, banner of a project ticket', fv, 'Project Ticket #48291 - Move', null],
  ['address of A, banner of a new ticket', fv, 'New Service Ticket', null],
  ['address of A, other number in another language', fv, 'Ticket de service n° 48305 - Courriel', null],
]

const noTicket: Row[] = [
  ['a company', `${app}?routeTo=CompanyFV&recid=48291`, null, null],
  ['a contact', `${app}?routeTo=ContactFV&recid=48291`, null, null],
  ['a project', `${app}?routeTo=ProjectHeaderFV&recid=48291`, null, null],
  ['a record without its kind', `${app}?recid=48291`, null, null],
  [
    'a time entry by link',
    `${na}/v4_6_release/services/system_io/router/openrecord.rails?recordType=TimeEntryFV&recid=48291`,
    null,
    null,
  ],
  ['today', `${app}${packed('today', 'ConnectWiseTodayDetail')}`, null, null],
  ['a screen with an rd of its own', `${app}${packed('today')}`, null, null],
  ['the board', `${app}${packed('board', 'ServiceBoard')}`, null, null],
  ['a product list', `${app}#XQAACABaAAAAAAAA??ProductList`, null, null],
  ['login, whatever it shows', `${na}/v4_6_release/login/login.aspx`, 'Service Ticket #48291', null],
  ['the API', `${na}/v4_6_release/apis/3.0/service/tickets/48291`, null, null],
  ['the root', `${na}/`, 'Service Ticket #48291', null],
  ['the launcher', 'https://home.connectwise.com/', null, null],
  ['number 0', `${app}?routeTo=ServiceFV&recid=0`, null, null],
  ['a leading zero', `${app}?routeTo=ServiceFV&recid=0048291`, null, null],
  ['eleven digits', `${app}?routeTo=ServiceFV&recid=12345678901`, null, null],
  ['eleven digits on the banner', app, 'Service Ticket #12345678901 - x', null],
  ['eleven digits in the state', `${app}${packed('longId')}`, null, null],
  ['grouped digits', app, 'Service Ticket #48,291 - x', null],
  ['two numbers', `${app}?routeTo=ServiceFV&recid=48291&recid=48305`, null, null],
  ['two kinds', `${fv}&routeTo=CompanyFV`, null, null],
]

const autotask = 'https://ww5.autotask.net'
const others: Row[] = [
  [
    'Autotask',
    `${autotask}/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=53203`,
    null,
    'autotask 53203 address grant',
  ],
  [
    'Autotask, from a list',
    `${autotask}/Mvc/ServiceDesk/TicketDetail.mvc?workspace=False&ids%5B0%5D=53203&ids%5B1%5D=53204&TicketId=53203`,
    null,
    'autotask 53203 address grant',
  ],
  [
    'Autotask, editing',
    `${autotask}/Mvc/ServiceDesk/TicketEdit.mvc?ticketID=53203`,
    null,
    'autotask 53203 address grant',
  ],
  [
    'Autotask, a link by id',
    `${autotask}/Autotask/AutotaskExtend/ExecuteCommand.aspx?Code=OpenTicketDetail&TicketID=53203`,
    null,
    'autotask 53203 address grant',
  ],
  [
    'Autotask, a link by number',
    'https://ww14.autotask.net/autotask/autotaskextend/ExecuteCommand.aspx?Code=OpenTicketDetail&TicketNumber=t20240215.0042',
    null,
    'autotask T20240215.0042 address grant',
  ],
  [
    'Autotask, a part of a recurring one',
    `${autotask}/Mvc/ServiceDesk/TicketDetail.mvc/TicketByTicketNumber?ticketNumber=T20240215.0042.003`,
    null,
    'autotask T20240215.0042.003 address grant',
  ],
  [
    'Autotask, the old view',
    'https://ww3.autotask.net/Autotask/Views/ServiceDesk/ServiceDeskTicket/service_ticket.aspx?ticketID=53203',
    null,
    'autotask 53203 address grant',
  ],
  [
    'Autotask, the old panel',
    `${autotask}/Autotask/views/ServiceDesk/ServiceDeskTicket/service_ticket_panel_edit.aspx?ticketRenderType=ServiceCall&action=3&ticketID=53203`,
    null,
    'autotask 53203 address grant',
  ],
  ['Autotask, a company', `${autotask}/Mvc/CRM/AccountDetail.mvc?accountId=175`, null, null],
  [
    'Autotask, a company by link',
    `${autotask}/Autotask/AutotaskExtend/ExecuteCommand.aspx?Code=OpenAccount&AccountID=175&TicketID=5`,
    null,
    null,
  ],
  ['Autotask, the landing page', `${autotask}/Mvc/Framework/Navigation.mvc/Landing`, null, null],
  [
    'Autotask, a number that is none',
    `${autotask}/Mvc/ServiceDesk/TicketDetail.mvc?ticketNumber=T1.1`,
    null,
    null,
  ],

  ['HaloPSA', 'https://acme.halopsa.com/ticket?id=2311', null, 'halopsa 2311 address grant'],
  [
    'HaloPSA, in the list',
    'https://acme.halopsa.com/tickets?area=1&mainview=team&id=2311',
    null,
    'halopsa 2311 address grant',
  ],
  ['HaloPSA, &id first', 'https://acme.halopsa.com/tickets?&id=2311', null, 'halopsa 2311 address grant'],
  ['HaloPSA, the list', 'https://acme.halopsa.com/tickets?area=1', null, null],
  ['HaloPSA, a new one', 'https://acme.halopsa.com/tickets?area=1&id=-1', null, null],
  ['HaloPSA, a customer', 'https://acme.halopsa.com/customers?id=12', null, null],
  ['HaloPSA, own domain, not asked', 'https://desk.example.com/ticket?id=2311', null, null],
  [
    'HaloPSA, own domain, asked',
    'https://desk.example.com/ticket?id=2311',
    null,
    'halopsa 2311 address grant',
    chosen,
  ],

  ['Syncro', 'https://acme.syncromsp.com/tickets/107248794', null, 'syncro 107248794 address grant'],
  [
    'Syncro, shield',
    'https://acme.shield.syncromsp.com/tickets/107248794/',
    null,
    'syncro 107248794 address grant',
  ],
  ['Syncro, the list', 'https://acme.syncromsp.com/tickets?status=open', null, null],
  ['Syncro, a new one', 'https://acme.syncromsp.com/tickets/new', null, null],
  ['Syncro, a customer', 'https://acme.syncromsp.com/customers/81', null, null],
  ['Syncro’s path elsewhere, even when asked', 'https://desk.example.com/tickets/81', null, null, chosen],

  ['Zendesk', 'https://acme.zendesk.com/agent/tickets/190406', null, 'zendesk 190406 address grant'],
  [
    'Zendesk, the older form',
    'https://acme.zendesk.com/agent/#/tickets/37',
    null,
    'zendesk 37 address grant',
  ],
  [
    'Zendesk, a part of it',
    'https://acme.zendesk.com/agent/tickets/190406/events?brand=1',
    null,
    'zendesk 190406 address grant',
  ],
  ['Zendesk, a new one', 'https://acme.zendesk.com/agent/tickets/new/1', null, null],
  ['Zendesk, a view', 'https://acme.zendesk.com/agent/filters/360001', null, null],
  ['Zendesk, the dashboard', 'https://acme.zendesk.com/agent/dashboard', null, null],
  ['Zendesk, a customer’s request', 'https://acme.zendesk.com/hc/en-us/requests/190406', null, null],

  [
    'Freshservice',
    'https://acme.freshservice.com/a/tickets/40827?current_tab=details',
    null,
    'freshservice 40827 address grant',
  ],
  [
    'Freshservice, the older form',
    'https://acme.freshservice.com/helpdesk/tickets/34',
    null,
    'freshservice 34 address grant',
  ],
  [
    'Freshservice, own domain, asked',
    'https://it.example.com/a/tickets/34',
    null,
    'freshservice 34 address grant',
    chosen,
  ],
  ['Freshservice, own domain, not asked', 'https://it.example.com/a/tickets/34', null, null],
  ['Freshservice, a view', 'https://acme.freshservice.com/a/tickets/view/new_and_my_open', null, null],
  ['Freshservice, its API', 'https://acme.freshservice.com/helpdesk/tickets/34.json', null, null],
  ['Freshservice, a change', 'https://acme.freshservice.com/a/changes/34', null, null],
  ['Freshservice, the portal', 'https://acme.freshservice.com/support/tickets/34', null, null],
  ['Freshdesk is another product', 'https://acme.freshdesk.com/a/tickets/34', null, null, chosen],
]

const query = '/v4_6_release/ConnectWise.aspx?routeTo=ServiceFV&recid=48291'
const hostile: Row[] = [
  ['a longer host', `https://na.myconnectwise.net.evil.tld${query}`, 'Service Ticket #48291', null],
  ['a host in the user’s place', `https://na.myconnectwise.net@evil.tld${query}`, null, null],
  ['a user before the host', `https://ben:x@na.myconnectwise.net${query}`, null, null],
  ['a password before the host', `https://:x@na.myconnectwise.net${query}`, null, null],
  ['another port', `https://na.myconnectwise.net:8443${query}`, null, null],
  ['a dot at the end', `https://na.myconnectwise.net.${query}`, null, null],
  ['unencrypted', `http://na.myconnectwise.net${query}`, 'Service Ticket #48291', null],
  ['unencrypted on premises', `http://psa.example.com${query}`, null, null],
  ['a name before it', `https://evilna.myconnectwise.net${query}`, null, 'connectwise 48291 address grant'],
  [
    'a letter of another alphabet',
    `https://n\u0430.myconnectwise.net${query}`,
    null,
    'connectwise 48291 address grant',
  ],
  ['the host in the path', `https://evil.tld/na.myconnectwise.net${query}`, null, null],
  ['the page in the path', `https://evil.tld/x${query}`, 'Service Ticket #48291', null],
  ['the host behind a backslash', `https://evil.tld\\@na.myconnectwise.net${query}`, null, null],
  ['two labels before Zendesk', 'https://evil.acme.zendesk.com/agent/tickets/5', null, null, chosen],
  ['Zendesk before another', 'https://acme.zendesk.com.evil.tld/agent/tickets/5', null, null, chosen],
  ['Zendesk without a dot', 'https://evilzendesk.com/agent/tickets/5', null, null],
  ['a file', `file://${query}`, 'Service Ticket #48291', null],
  ['a script', 'javascript:alert(48291)', 'Service Ticket #48291', null],
  ['an extension’s page', `chrome-extension://abcdef${query}`, null, null],
  ['no address', 'na.myconnectwise.net', null, null],
  ['nothing', '', null, null],
  ['100 kB of address', `${fv}&x=${'a'.repeat(100_000)}`, 'Service Ticket #48291', null],
  ['30 kB behind #', `${fv}#${'A'.repeat(30_000)}??ServiceTicket`, null, 'connectwise 48291 hint'],
  ['30 kB of plain state', `${fv}#startscreen=sr150&state=${'%5B'.repeat(10_000)}`, null, null],
  [
    'broken percent signs',
    `${app}?routeTo=ServiceFV&recid=%E0%A4%A#startscreen=sr150&state=%%%7B%`,
    null,
    null,
  ],
  [
    'script in the banner',
    app,
    'Service Ticket #48291 - <img src=x onerror=alert(1)>',
    'connectwise 48291 shown',
  ],
  ['script before the banner', app, '<script>Service Ticket #48291</script>', null],
  ['script for a number', app, 'Service Ticket #<b>48291</b>', null],
  ['a number of other digits', app, 'Service Ticket #٤٨٢٩١', null],
  ['200 kB of banner', app, `${' '.repeat(200_000)}Service Ticket #48291`, null],
  ['20,000 brackets', `${app}${packed('deep')}`, null, null],
  ['4,000 levels', `${app}${packed('deepClosed')}`, null, null],
  ['a million zeros, said so', `${app}${packed('bomb')}`, null, null],
  ['a million zeros, said to be fewer', `${app}${packed('liar')}`, null, null],
  ['no length', `${app}${packed('lengthUnknown')}`, null, null],
  ['a state cut short', `${app}${packed('cutShort')}`, null, null],
  ['other settings', `${app}${packed('otherSettings')}`, null, null],
  ['no UTF-8', `${app}${packed('notUtf8')}`, null, null],
  ['no JSON', `${app}${packed('notJson')}`, null, null],
  ['JSON of somebody’s own', `${app}${packed('ownInvention')}`, null, null],
  ['no base64', `${app}#****??ServiceTicket`, null, null],
  ['a state of null', plain(null), null, null],
  ['a state of numbers', plain({ p: 1, s: [{ p: 2 }] }), null, null],
  ['a path of its prototype', `${na}/v4_6_release/constructor`, 'Service Ticket #48291', null],
]

const tables = { hosts, forms, stale, noTicket, others, hostile }
for (const [name, rows] of Object.entries(tables))
  describe(name, () => {
    test.each(rows)('%s', (_, url, banner, expected, hints) => {
      expect(inShort(url, banner, hints)).toBe(expected)
    })
  })

test('nothing but the reference leaves the page', () => {
  const url = `${fv}&companyName=secret-company`
  const found = recognise(url, 'Service Ticket #48291 - secret summary', { pod_header: 'secret header' })
  expect(found).toEqual({
    product: 'connectwise',
    product_name: 'ConnectWise',
    ticket_id: '48291',
    site: na,
    certainty: 'shown',
    needs_grant: false,
  })
})

test('the manifest names exactly the hosts of the server’s list', () => {
  expect(cloudMatches).toEqual([...serverCloudHosts].map((host) => `https://${host}/*`))
  expect(cloudMatches.join()).not.toMatch(/\*\.|<all_urls>|http:/)
})

test.each([
  ['https://psa.example.com/v4_6_release/ConnectWise.aspx?x#y', 'https://psa.example.com/*'],
  ['https://psa.example.com:8443/a', 'https://psa.example.com:8443/*'],
  ['https://psa.example.com:443/a', 'https://psa.example.com/*'],
  ['http://127.0.0.1:4620/', 'http://127.0.0.1:4620/*'],
  ['https://n\u0430.myconnectwise.net/', 'https://xn--n-8sb.myconnectwise.net/*'],
  ['http://psa.example.com/', null],
  ['https://a@psa.example.com/', null],
  ['https://*/x', null],
  ['https://*.example.com/x', null],
  ['about:blank', null],
  ['file:///etc/hosts', null],
])('a grant for %s asks for %s', (url, pattern) => {
  expect(originPatternOf(url)).toBe(pattern)
})

test('a grant without its port, for Firefox', () => {
  expect(originPatternOf('https://psa.example.com:8443/a', { with_port: false })).toBe(
    'https://psa.example.com/*',
  )
})

describe('whatever comes', () => {
  const idOf = Object.fromEntries(sites.map(({ product, ids }) => [product, ids]))
  const rows = Object.values(tables).flat()
  const url = fc.oneof(
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.string({ maxLength: 500 }),
    fc
      .tuple(
        fc.constantFrom(...rows.map(([, one]) => one)),
        fc.nat(),
        fc.nat(40),
        fc.string({ unit: 'binary', maxLength: 20 }),
      )
      .map(([one, at, cut, put]) => {
        const start = at % (one.length + 1)
        return one.slice(0, start) + put + one.slice(start + cut)
      }),
    fc
      .tuple(
        fc.constantFrom(...Object.values(packedStates)),
        fc.nat(),
        fc.stringMatching(/^[A-Za-z0-9$_]{1,6}$/),
      )
      .map(([state, at, put]) => {
        const start = at % state.length
        return `${app}#${state.slice(0, start)}${put}${state.slice(start + put.length)}??ServiceTicket`
      }),
  )
  const banner = fc.option(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .tuple(fc.constantFrom('Service Ticket #', 'Ticket # ', '#'), fc.bigInt(), fc.string())
        .map((parts) => parts.join('')),
    ),
  )

  test('it answers with null or a number of its product', () => {
    fc.assert(
      fc.property(url, banner, banner, fc.boolean(), (one, text, pod_header, is_chosen_host) => {
        const found = recognise(one, text, { pod_header, is_chosen_host })
        if (!found) return
        expect(found.ticket_id).toMatch(idOf[found.product] ?? /^$/)
        expect(found.site).toBe(new URL(one).origin)
        expect(found.needs_grant).toBe(!cloudHosts.includes(new URL(one).host))
        if (!found.needs_grant) expect(found.site).toMatch(/^https:/)
      }),
      { numRuns: 3000 },
    )
  })

  test('the longest states and patterns of backtracking come to an end, and are no tickets', () => {
    for (const one of [...'#-%\\?/.0 ', 'v4_', 'Service Ticket ', '48,']) {
      const long = one.repeat(28_000 / one.length)
      expect(
        recognise(`${app}?routeTo=ServiceFV&recid=${long}#${long}`, long, { pod_header: long }),
      ).toBeNull()
      expect(recognise(`${na}/${long}`, long)).toBeNull()
      expect(recognise(`https://acme.zendesk.com/agent/#/${long}`, null)).toBeNull()
    }
  })
})

test('the tables keep their width', () => {
  const products = new Set(
    Object.values(tables)
      .flat()
      .map(([, , , expected]) => expected?.split(' ')[0]),
  )
  expect(Object.values(tables).flat().length).toBeGreaterThanOrEqual(90)
  expect(sites.every(({ product }) => products.has(product))).toBe(true)
})
