import { useMemo } from 'preact/hooks'
import { addressesIn, addressKey, placeOf } from '../../shared/addresses.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { usePod } from '../pod.ts'
import type { Links } from '../ui/links.ts'
import { toast } from '../ui/Toasts.tsx'

type Sources = Pick<SessionDetail, 'addresses' | 'ticket' | 'steps' | 'questions'>

/**
 * Keys of the addresses that did not come from the model: of the ticket, of the flow, of what people wrote. Only
 * messages count, they alone are whole in a person's words, and an option that was picked was worded by the model.
 */
export function knownAddresses({ addresses, ticket, steps, questions }: Sources): Set<string> {
  const options = new Set(questions.flatMap((question) => question.options ?? []))
  const said = steps.filter(
    ({ kind, author, content }) =>
      kind === 'message' && author !== 'flowpilot' && !options.has(content.trim()),
  )
  const all = [...addresses, ticket?.url ?? '', ...said.flatMap(({ content }) => addressesIn(content))]
  return new Set(all.flatMap((address) => addressKey(address) ?? []))
}

const nothingKnown: Sources = { addresses: [], ticket: null, steps: [], questions: [] }

/** What the addresses in the texts of a case may do. */
export function useKnownLinks(detail: SessionDetail | null): Links {
  const { host } = usePod()
  const { addresses, ticket, steps, questions } = detail ?? nothingKnown
  return useMemo(() => {
    const known = knownAddresses({ addresses, ticket, steps, questions })
    return {
      look: (address) => {
        const key = addressKey(address)
        if (key === null) return null
        const is_same = (words: string) => addressKey(words) === key
        return { place: placeOf(address), is_known: known.has(key), is_same }
      },
      copy: async (address) => {
        if (await host.copy(address)) toast('Address copied', { tone: 'good' })
        else toast('Copying is not allowed here. Select the address instead.', { tone: 'bad' })
      },
    }
  }, [host, addresses, ticket, steps, questions])
}
