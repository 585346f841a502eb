import type { Form } from '../ui/form/create-form.ts'

/** What is kept of a connection that is being typed. Its keys are not. */
export type Typed = {
  site_url: string
  company_id: string
  own_server: string
  client_id: string
  /** The site and company that answered, and as what. */
  found: { site_url: string; company_id: string; company_name: string | null; version: string | null } | null
}

/** The same form; what is typed in it is also kept elsewhere. */
export function kept<Name extends string>(form: Form<Name>, keep: () => void): Form<Name> {
  return {
    ...form,
    set: (name, value) => {
      form.set(name, value)
      keep()
    },
  }
}

/** What was kept, null where that is nothing of ours. */
export function readTyped(kept: string): Typed | null {
  if (kept === '') return null
  try {
    const { site_url, company_id, own_server, client_id, found } = JSON.parse(kept)
    const texts = { site_url, company_id, own_server, client_id }
    if (!Object.values(texts).every((text) => typeof text === 'string')) return null
    return { ...texts, found: isFound(found) ? found : null }
  } catch {
    return null
  }
}

function isFound(given: unknown): given is NonNullable<Typed['found']> {
  if (typeof given !== 'object' || given === null) return false
  const { site_url, company_id } = given as Record<string, unknown>
  return typeof site_url === 'string' && typeof company_id === 'string'
}
