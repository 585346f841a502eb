/** From here on this page talks to our server alone: the manifest can't name a server that is set later. */
export function limitConnections(page: Document, serverUrl: string): void {
  const policy = page.createElement('meta')
  policy.httpEquiv = 'Content-Security-Policy'
  policy.content = `connect-src ${serverUrl || "'none'"}`
  page.head.append(policy)
}
