import * as v from 'valibot'
import type { Post } from '../../shared/contracts/posts.ts'
import type { PsaProvider, TicketState } from '../psa/provider.ts'
import { assignment } from './assignment/kind.ts'
import type { PostKind } from './kind.ts'
import type { PostRow } from './machine/row.ts'
import { note } from './note/kind.ts'
import { status } from './status/kind.ts'
import { timeEntry } from './time-entry/kind.ts'

/** The kinds of writes; what is the same for all of them asks here and knows none of them. */
const kinds = {
  note: asked(note),
  time_entry: asked(timeEntry),
  status: asked(status),
  assignment: asked(assignment),
}

type Asked = ReturnType<typeof asked>

/** What the kind of a post says of it; its order is read by the schema it was frozen under. */
export function kindOf(post: PostRow): ReturnType<Asked['ofPost']> {
  return (kinds satisfies Record<Post['kind'], Asked>)[post.kind].ofPost(post)
}

/** What a kind says of an order alone, whether there is a post of it or not yet. */
export function rulesOf({ kind, order }: Pick<PostRow, 'kind' | 'order'>): ReturnType<Asked['ofOrder']> {
  return (kinds satisfies Record<Post['kind'], Asked>)[kind].ofOrder(order)
}

function asked<Order>(kind: PostKind<Order>) {
  const ofOrder = (given: unknown) => {
    const order = v.parse(kind.order, given)
    return {
      undo: () => kind.undo(order),
      mayGo: async (ticket: TicketState, psa: PsaProvider) => kind.mayGo(ticket, order, psa),
      renewed: (): unknown => kind.renew(order),
    }
  }
  const ofPost = (post: PostRow) => {
    const order = v.parse(kind.order, post.order)
    return {
      write: (psa: PsaProvider, signal: AbortSignal) => kind.write(psa, post, order, signal),
      look: (psa: PsaProvider) => kind.look(psa, post, order),
      audit: (psa: PsaProvider) => (kind.audit ?? kind.look)(psa, post, order),
      named: (psa: PsaProvider, psaId: string | null) => kind.named(psa, post, order, psaId),
    }
  }
  return { ofOrder, ofPost }
}
