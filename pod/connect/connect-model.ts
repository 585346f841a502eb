import { computed, effect, signal } from '@preact/signals'
import type {
  Connection,
  ConnectionSetup,
  ConnectionTest,
  SiteAnswer,
} from '../../shared/contracts/connections.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Draft } from '../line/drafts.ts'
import type { Pod } from '../pod.ts'
import { createForm } from '../ui/form/create-form.ts'
import { type StepName, standingOf } from './setup-steps.ts'
import { keyWords } from './site-words.ts'
import { kept, readTyped, type Typed } from './typed-connection.ts'

const noSite = { site_url: '', company_id: '', own_server: '' }
const noKeys = { client_id: '', public_key: '', private_key: '' }

/** The setting up of the account's one connection: what is typed, what was found, what works. */
export function createConnectModel({ api, drafts, loadMe }: Pick<Pod, 'api' | 'drafts' | 'loadMe'>) {
  const root = api.client.integrations.psa
  const draft = drafts.of('connection')
  const connection = signal<Connection | null | undefined>(undefined)
  const setup = signal<ConnectionSetup | null>(null)
  const test = signal<ConnectionTest | null>(null)
  const busy = signal<'reading' | 'testing' | null>(null)
  const problem = signal<ApiProblem | null>(null)
  const answer = signal<SiteAnswer | null>(null)
  const found = signal<Typed['found']>(null)
  const site = createForm(noSite)
  const keys = createForm(noKeys)

  const isKept = ({ site_url, company_id }: { site_url: string; company_id: string }) =>
    connection.value?.site_url === site_url && connection.value.company_id === company_id
  const isFound = ({ site_url, company_id }: { site_url: string; company_id: string }) =>
    found.value?.site_url === site_url && found.value.company_id === company_id
  const standing = computed(() => {
    const site_kept = isKept(site.values.value)
    const site_known = site_kept || isFound(site.values.value)
    const is = { connection: connection.value ?? null, setup: setup.value, test: test.value }
    return standingOf({ ...is, site_known, site_kept })
  })
  /** What was answered is of what was typed then. */
  const keepSite = () => {
    answer.value = null
    keep()
  }
  const keep = () => {
    const { client_id } = keys.values.value
    draft.set(JSON.stringify({ ...site.values.value, client_id, found: found.value }))
  }
  const fill = () => {
    const typed = readTyped(draft.text.value)
    const { site_url = '', company_id = '', client_id = '' } = typed ?? connection.value ?? {}
    found.value = typed?.found ?? null
    for (const [name, value] of Object.entries({ site_url, company_id, own_server: typed?.own_server ?? '' }))
      site.set(name as keyof typeof noSite, value)
    keys.set('client_id', client_id)
  }
  const attempt = async (what: 'reading' | 'testing', work: () => Promise<void>) => {
    if (busy.value) return
    busy.value = what
    problem.value = null
    try {
      await work()
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      busy.value = null
    }
  }
  const readConnection = async () => {
    connection.value = (await bodyOf(root.connections.$get())).items[0] ?? null
  }
  const readSetup = async () => {
    const id = connection.value?.id
    setup.value = id ? await bodyOf(root.connections[':id'].setup.$get({ param: { id } })) : null
  }
  const check = () =>
    attempt('testing', async () => {
      const id = connection.value?.id
      if (!id) return
      test.value = await bodyOf(root.connections[':id'].test.$post({ param: { id } }))
      await Promise.all([readConnection(), readSetup(), loadMe()])
    })
  const save = () =>
    keys.submit(async ({ client_id, public_key, private_key }) => {
      const { site_url, company_id, own_server } = site.values.value
      const known = connection.value
      // empty fields keep the keys that are there
      const pair = { ...(public_key ? { public_key } : {}), ...(private_key ? { private_key } : {}) }
      const json = { site_url, company_id, client_id, custom_host_confirmed: own_server === 'yes' }
      try {
        connection.value = known
          ? await bodyOf(
              root.connections[':id'].$patch({ param: { id: known.id }, json: { ...json, ...pair } }),
            )
          : await bodyOf(
              root.connections.$post({
                json: { kind: 'connectwise', name: 'ConnectWise', ...json, public_key, private_key },
              }),
            )
      } catch (error) {
        throw inWords(asProblem(error))
      }
      keys.set('public_key', '')
      keys.set('private_key', '')
      draft.clear()
      fill()
      await Promise.all([readSetup(), loadMe()])
      await check()
    })
  return {
    connection,
    setup,
    test,
    busy,
    problem,
    /** What the site said last, whatever it said. */
    answer,
    found,
    site: kept(site, keepSite),
    keys: kept(keys, keep),
    standing,
    load: () =>
      attempt('reading', async () => {
        await Promise.all([readConnection(), whenRead(draft)])
        fill()
        await readSetup()
      }).then(() => (connection.value ? check() : undefined)),
    look: () =>
      site.submit(async ({ site_url, company_id, own_server }) => {
        answer.value = null
        const json = {
          kind: 'connectwise',
          site_url,
          company_id,
          custom_host_confirmed: own_server === 'yes',
        } as const
        const said = await bodyOf(root.site.$post({ json }))
        answer.value = said
        if (said.trouble) return
        const { company_name, version } = said
        found.value = { site_url: said.site_url, company_id, company_name, version }
        site.set('site_url', said.site_url)
        keep()
      }),
    save,
    check,
    /** What was typed is let go; the connection stands as it did. */
    undo: () => {
      draft.clear()
      answer.value = null
      fill()
    },
    readSetup: () => readSetup().catch(() => {}),
    isOpen: (name: StepName) => standing.value[name] !== 'waits',
  }
}
export type ConnectModel = ReturnType<typeof createConnectModel>

function inWords(problem: ApiProblem): Error {
  const trouble = problem.code === 'connection_not_working' && problem.extra.trouble
  if (typeof trouble !== 'string' || !(trouble in keyWords)) return problem
  const { is, next } = keyWords[trouble as keyof typeof keyWords]
  return new Error(`${is} ${next}`)
}

function whenRead(draft: Draft): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (draft.state.value === 'loading') return
      resolve()
      queueMicrotask(() => stop())
    })
  })
}
