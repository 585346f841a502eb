import { publicUrl } from '../config.ts'
import type { World } from '../world.ts'

/** The address that is entered at the PSA, which fills in the names in brackets when it opens the pod. */
export function podAddress(
  { config, psa }: Pick<World, 'config' | 'psa'>,
  { kind, pod_key }: { kind: string; pod_key: string },
): string {
  const { pod_query } = psa.vendor(kind)
  return `${publicUrl(config)}/pod/${pod_key}${pod_query === null ? '' : `?${pod_query}`}`
}
