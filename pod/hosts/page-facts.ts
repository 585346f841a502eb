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

/** True when the server now ships another build than this page. False when it can't be asked. */
export async function isOutdated(win: Window, facts: PageFacts): Promise<boolean> {
  try {
    const response = await win.fetch(win.location.href, {
      cache: 'no-store',
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) return false
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const { build } = readPageFacts(page)
    return build !== '' && facts.build !== '' && build !== facts.build
  } catch {
    return false
  }
}
