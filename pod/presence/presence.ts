import { lazily } from '../ui/lazily.tsx'

/** Who else has the case open. It comes when it can: without it nothing is missing. */
export const Presence = lazily(() =>
  import('./PresenceChip.tsx').then(
    (part) => part.PresenceChip,
    () => () => null,
  ),
)
