import type { MemberMapping } from '../../shared/contracts/connections.ts'

export type MappingWords = { label: string; tone: 'good' | 'ask' | 'muted'; says: string }

/** What a mapping is good for, in one line. */
export function mappingWords(mapping: MemberMapping | undefined): MappingWords {
  if (!mapping)
    return {
      label: 'Not linked',
      tone: 'muted',
      says: 'The pod signs nobody in as this person. Their time entries are not created; notes name them in the first line.',
    }
  const { state, signs_in, source, linked_by } = mapping
  if (state === 'identity' && signs_in)
    return { label: 'Linked', tone: 'good', says: howLinked(source, linked_by) }
  if (state === 'identity')
    return { label: 'Owner confirms', tone: 'ask', says: 'For this role only an owner’s link signs in.' }
  if (state === 'confirm')
    return {
      label: 'Confirm once',
      tone: 'ask',
      says: 'Came from an e-mail address. Names notes; signs nobody in until linked.',
    }
  return { label: 'Name only', tone: 'muted', says: 'Found by e-mail address. Names notes, signs nobody in.' }
}

function howLinked(source: MemberMapping['source'], by: string | null): string {
  if (source === 'password') return 'By their own password.'
  if (source === 'provisioned') return 'Made for this member.'
  return by ? `By ${by}.` : 'By hand.'
}
