import { useEffect } from 'preact/hooks'
import type { Audience } from '../../shared/contracts/updates.ts'
import { usePod } from '../pod.ts'
import type { Sheets } from './sheets.tsx'

const audiences = ['ticket_notes', 'client_update', 'email_draft'] as const satisfies readonly Audience[]

/** The address of a case that a reminder leads to ends in `?share=client_update`: once, for these readers. */
export function useShareAsked(sheets: Sheets): void {
  const { host } = usePod()
  const [path = '', search] = host.path.value.split('?')
  const asked = new URLSearchParams(search).get('share')
  useEffect(() => {
    if (!asked) return
    host.goTo(path, { replace: true })
    const audience = audiences.find((each) => each === asked)
    sheets.show('share', audience ? { audience } : {})
  }, [asked])
}
