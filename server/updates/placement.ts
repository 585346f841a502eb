import type { Placement } from '../../shared/contracts/posts.ts'
import type { Audience, UpdateContext } from '../../shared/contracts/updates.ts'
import { Problem } from '../../shared/problems.ts'

export type Visibility = 'internal' | 'client_visible'

const ofAudience: Record<Audience, Visibility | null> = {
  ticket_notes: 'internal',
  client_update: 'client_visible',
  // copied or opened in a mail program, unless the engineer chooses otherwise
  email_draft: null,
}

/** Who reads the note: what the audience stands for, or what the person named. Nothing is guessed for an e-mail. */
export function visibilityFor(audience: Audience, named: Visibility | undefined): Visibility {
  const visibility = named ?? ofAudience[audience]
  if (visibility) return visibility
  const sentence = 'Say whether this e-mail goes into the ticket for engineers only or for the client too.'
  throw new Problem('invalid', sentence, { fields: { visibility: sentence } })
}

/** How a case ended stands for the client where ConnectWise keeps resolutions. */
export function placementOf(visibility: Visibility, context: UpdateContext): Placement {
  if (visibility === 'internal') return 'internal'
  return context === 'resolution' ? 'resolution' : 'discussion'
}
