import { signal } from '@preact/signals'

/** True when the server ships a newer build than the one that runs here. */
export const outdated = signal(false)
