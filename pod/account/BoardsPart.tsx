import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type BoardRights, type BoardRole, boardRoles } from '../../shared/contracts/boards.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Segment } from '../ui/Segment.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast } from '../ui/Toasts.tsx'
import { asOfWords } from './as-of-words.ts'

type Board = { id: string; name: string }
const names: Record<BoardRole, string> = { viewer: 'Viewers', engineer: 'Engineers', admin: 'Admins' }

/** For admins: which boards of the PSA each role opens. */
export function BoardsPart() {
  const { api, me } = usePod()
  const rights = useSignal<BoardRights | null>(null)
  const chosen = useSignal<Partial<BoardRights>>({})
  const boards = useSignal<Board[] | null>(null)
  const asOf = useSignal<string | null>(null)
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const { accounts, psa } = api.client
  const attempt = async (work: () => Promise<void>) => {
    problem.value = null
    try {
      await work()
    } catch (error) {
      problem.value = asProblem(error).message
    }
  }
  useEffect(() => {
    void attempt(async () => {
      const [known, list] = await Promise.all([bodyOf(accounts.me.boards.$get()), bodyOf(psa.boards.$get())])
      rights.value = known
      boards.value = list.items
      problem.value = list.remark
      asOf.value = list.as_of
    })
  }, [api])
  const isChanged = Object.keys(chosen.value).length > 0
  const save = async (event: Event) => {
    event.preventDefault()
    if (!isChanged || busy.value) return
    busy.value = true
    await attempt(async () => {
      rights.value = await bodyOf(accounts.me.boards.$patch({ json: chosen.value }))
      chosen.value = {}
      toast('Boards saved.', { tone: 'good' })
    })
    busy.value = false
  }
  const known = rights.value && { ...rights.value, ...chosen.value }
  return (
    <form class="grid gap-4" onSubmit={save} noValidate>
      <p class="text-muted max-w-560px">
        What each role finds and opens in the tab and the side panel: tickets, their cases and posts. Owners
        open every board. In the pod ConnectWise decides, by the member’s own rights.
      </p>
      {asOf.value && <p class="text-amber">{asOfWords('Boards', asOf.value)}</p>}
      {!known && !problem.value && <Skeleton width="60%" />}
      {known &&
        boards.value &&
        boardRoles.map((role) => (
          <RoleBoards
            key={role}
            name={names[role]}
            open={known[role]}
            boards={boards.value ?? []}
            why={role === 'admin' && me.value?.role !== 'owner' ? 'Owners set this.' : undefined}
            onChange={(ids) => {
              chosen.value = { ...chosen.value, [role]: ids }
            }}
          />
        ))}
      {problem.value && (
        <p role="alert" class="text-red">
          {problem.value}
        </p>
      )}
      {known && boards.value && (
        <Button
          submit
          class="justify-self-start"
          busy={busy.value}
          why={isChanged ? undefined : 'Nothing was changed.'}
        >
          Save boards
        </Button>
      )}
    </form>
  )
}

function RoleBoards(props: {
  name: string
  open: string[] | null
  boards: readonly Board[]
  why: string | undefined
  onChange: (ids: string[] | null) => void
}) {
  const { name, open, boards, why, onChange } = props
  const all = boards.map(({ id }) => id)
  const toggle = (id: string) =>
    onChange(open?.includes(id) ? open.filter((each) => each !== id) : [...(open ?? []), id])
  if (why)
    return (
      <div class="grid gap-1">
        <span class="font-500">{name}</span>
        <span class="text-muted">
          {open ? `${open.length} of ${boards.length} boards.` : 'All boards.'} {why}
        </span>
      </div>
    )
  return (
    <fieldset class="grid gap-2">
      <legend class="font-500 mb-1">{name}</legend>
      <Segment
        label={`Boards of ${name.toLowerCase()}`}
        class="max-w-320px"
        value={open ? 'some' : 'all'}
        options={[
          { value: 'all', label: 'All boards' },
          { value: 'some', label: 'Chosen ones' },
        ]}
        onChange={(next) => onChange(next === 'all' ? null : all)}
      />
      {open && (
        <ul class="grid gap-1 pl-1">
          {boards.map((board) => (
            <li key={board.id}>
              <label class="flex items-center gap-2 min-h-24px cursor-pointer">
                <input type="checkbox" checked={open.includes(board.id)} onChange={() => toggle(board.id)} />
                <Plain text={board.name} />
              </label>
            </li>
          ))}
          {open.length === 0 && <li class="text-amber">None: {name.toLowerCase()} find no ticket.</li>}
        </ul>
      )}
    </fieldset>
  )
}
