/** The side panel's id in Chrome and Edge, as its manifest key fixes it. */
export const extensionId = 'hdikdibeiemgdfcfgjlbkclkmaalmebe'

/** Its id in Firefox. */
export const geckoId = 'panel@flowpilot.example'

/** The side panel as an OAuth client: public, without a secret. */
export const oauthClientId = 'flowpilot-extension'

/** Where the browser takes the answer of the sign-in, as `identity.getRedirectURL('oauth')` says it in each browser. */
export const oauthRedirects = {
  chrome: `https://${extensionId}.chromiumapp.org/oauth`,
  firefox: 'https://f935b9bc5312cb110acec8728d7d740a256dbd0f.extensions.allizom.org/oauth',
} as const

/** Version of the API that server and side panel speak; raised when a call changes so that the other cannot follow. */
export const apiVersion = 1

/** The oldest side panel this server still speaks with. */
export const oldestExtension = '0.1.0'
