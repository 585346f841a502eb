import type { ChannelKind } from '../../shared/contracts/channels.ts'
import { Problem } from '../../shared/problems.ts'

type Place = { host(host: string): boolean; path: RegExp; query: readonly string[]; looksLike: string }

/** Where messages for rooms may be sent: no other host is ever asked. A workflow's address names its key as `sig`. */
const places: Record<ChannelKind, Place> = {
  slack: {
    host: (host) => host === 'hooks.slack.com',
    path: /\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\/[A-Za-z0-9]+$/,
    query: [],
    looksLike: 'https://hooks.slack.com/services/…, from an incoming webhook.',
  },
  teams: {
    host: (host) => /^[\w.-]+\.(environment\.api\.powerplatform\.com|logic\.azure\.com)$/.test(host),
    path: /\/workflows\/[\w-]+\/triggers\/manual\/paths\/invoke\/?$/,
    query: ['api-version', 'sig'],
    looksLike:
      'https://….environment.api.powerplatform.com/…/triggers/manual/paths/invoke?…, from a workflow of the channel.',
  },
}

/** The address as it is asked, with its host to be shown. Throws `invalid` where it is no room's. */
export function checkChannelUrl(
  given: string,
  kind: ChannelKind,
  { allowLoopback }: { allowLoopback: boolean },
): { url: string; host: string } {
  const place = places[kind]
  const url = URL.canParse(given.trim()) ? new URL(given.trim()) : null
  const isRoom =
    url !== null &&
    !url.username &&
    !url.password &&
    !url.hash &&
    place.path.test(url.pathname) &&
    place.query.every((name) => url.searchParams.get(name)) &&
    (isTheirs(url, place) || (allowLoopback && isOnThisMachine(url)))
  if (!isRoom)
    throw new Problem('invalid', undefined, { fields: { url: `An address such as ${place.looksLike}` } })
  return { url: url.href, host: url.host }
}

const isTheirs = (url: URL, place: Place) =>
  url.protocol === 'https:' && url.port === '' && place.host(url.hostname)
const isOnThisMachine = ({ protocol, hostname }: URL) => protocol === 'http:' && hostname === '127.0.0.1'
