import { signal } from '@preact/signals'

/** What this page is built of; '' where the server does not say. */
let own = ''
/** The other build that the server ships. `missing`: a part of this page is gone there. */
export const outdated = signal<{ build: string; missing: boolean } | null>(null)

export const ownBuild = () => own

export function setOwnBuild(build: string): void {
  own = build
}

/** Takes note of the build that an answer came from. */
export function seeBuild(build: string | null, missing = false): void {
  if (!build || !own || build === own) return
  const known = outdated.peek()
  if (known?.build !== build || (missing && !known.missing)) outdated.value = { build, missing }
}
