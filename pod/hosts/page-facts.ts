/** What the server wrote into the page's head. */
export type PageFacts = { surface: 'pod' | 'app'; pod_key: string; psa_origins: string[]; build: string }

export function readPageFacts(page: Document): PageFacts {
  const read = (name: string) =>
    page.querySelector(`meta[name="flowpilot-${name}"]`)?.getAttribute('content') ?? ''
  return {
    surface: read('surface') === 'pod' ? 'pod' : 'app',
    pod_key: read('pod-key'),
    psa_origins: read('psa-origins').split(/\s+/).filter(Boolean),
    build: read('build'),
  }
}

/** What the full page's second way to sign in is called; null where there is none. */
export function readSso(page: Document): string | null {
  return page.querySelector('meta[name="flowpilot-sso"]')?.getAttribute('content') || null
}

/** The build of the page that the server now ships at this address; null when it can't be asked. */
export async function readServedBuild(win: Window): Promise<string | null> {
  try {
    const response = await win.fetch(win.location.href, {
      cache: 'no-store',
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) return null
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    return readPageFacts(page).build
  } catch {
    return null
  }
}
