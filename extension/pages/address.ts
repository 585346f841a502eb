const maxUrlChars = 65_536
const loopback = ['localhost', '127.0.0.1', '[::1]']

/** A web page's address; null for what is no ordinary, encrypted page. Loopback may go without encryption. */
export function readAddress(url: string): URL | null {
  if (url.length > maxUrlChars) return null
  try {
    const address = new URL(url)
    const isSafe =
      address.protocol === 'https:' || (address.protocol === 'http:' && loopback.includes(address.hostname))
    return isSafe && !address.username && !address.password ? address : null
  } catch {
    return null
  }
}

/** The match pattern that asks for one origin. Firefox knows no ports in patterns: `with_port: false` there. */
export function originPatternOf(url: string, { with_port = true } = {}): string | null {
  const address = readAddress(url)
  if (!address?.hostname || address.hostname.includes('*')) return null
  return `${address.protocol}//${with_port ? address.host : address.hostname}/*`
}

/** The one value of a parameter, its name in any case; null when it is absent or said twice differently. */
export function oneParam(params: URLSearchParams, ...names: string[]): string | null {
  const values = new Set<string>()
  for (const [name, value] of params) if (names.includes(name.toLowerCase())) values.add(value)
  const [value] = values
  return values.size === 1 && value !== undefined ? value : null
}
