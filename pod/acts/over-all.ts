import { signal } from '@preact/signals'

/** What lies over everything, asked for from anywhere. */
export const overAll = signal<'palette' | 'shortcuts' | null>(null)
