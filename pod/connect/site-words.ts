import type { KeyTrouble, SiteAnswer } from '../../shared/contracts/connections.ts'

type SiteTrouble = NonNullable<SiteAnswer['trouble']>
type Words = { is: string; next: string }
type Shared = Exclude<SiteTrouble, 'company_unknown'>

/** What became of asking a site, and what to do about it. */
const shared: Record<Shared, Words> = {
  unreachable: {
    is: 'No server answers at this address.',
    next: 'Compare it with the address bar of your ConnectWise. If it is right, ConnectWise may be down: try again later.',
  },
  not_public: {
    is: 'This address leads into a private network.',
    next: 'FlowPilot reaches public addresses only. Use the address under which your ConnectWise can be reached from outside.',
  },
  certificate: {
    is: 'The certificate of this server is not valid.',
    next: 'It may have run out, or be made for another name. Whoever runs the server can renew it.',
  },
  slow: {
    is: 'ConnectWise took longer than 10 seconds to answer.',
    next: 'Try again in a moment. If it stays so slow, look whether ConnectWise is slow in your browser too.',
  },
  busy: {
    is: 'ConnectWise asks us to slow down.',
    next: 'Other integrations may be busy with it. Wait a minute and try again.',
  },
  failing: {
    is: 'ConnectWise answered with an error of its own.',
    next: 'It may be under maintenance. Try again in a few minutes.',
  },
  redirected: {
    is: 'This address sends us on to another one.',
    next: 'Use the address that the browser shows after you have signed in to ConnectWise.',
  },
  web_page: {
    is: 'A web page answers here, not ConnectWise’s data.',
    next: 'It may be a sign-in page, a proxy or another website. Use the address at which you sign in to ConnectWise.',
  },
  not_understood: {
    is: 'Something answers here, but not as ConnectWise does.',
    next: 'Check that it is the address of your ConnectWise and not of another program.',
  },
}

export const siteWords: Record<SiteTrouble, Words> = {
  ...shared,
  company_unknown: {
    is: 'ConnectWise is here, but it does not know this company id.',
    next: 'Use the one that stands in the field Company on the sign-in screen, which is not the name of your company.',
  },
}

export const keyWords: Record<KeyTrouble, Words> = {
  ...shared,
  keys_refused: {
    is: 'ConnectWise refused these keys.',
    next: 'Check that both are of the same API member, whole, and not of another company; and the client id.',
  },
  right_missing: {
    is: 'The keys work, but may not read tickets.',
    next: 'Give the security role of the API member what is marked as missing below, then test again.',
  },
}
