import { Lock, TriangleAlert } from 'lucide-preact'
import type { MyDay } from '../../shared/contracts/days.ts'
import { actList } from '../acts/act-list.ts'
import { GoTo } from '../frame/GoTo.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { plural } from '../ui/when.ts'
import type { DayModel } from './day-model.ts'
import { sendWords, staysWords } from './day-words.ts'

/** What goes with one press, what stays, and the work type of all that have none. */
export function SendBar({ model, day }: { model: DayModel; day: MyDay }) {
  const open = day.entries.filter(({ post }) => !post)
  if (open.length === 0) return null
  const ticked = model.ticked.value
  const without = open.filter(({ work_type_id }) => !work_type_id)
  const trouble = troubleOf(day)
  return (
    <div class="flex-none flex flex-wrap items-center gap-x-3 gap-y-2 px-3 wide:px-5 py-2 bg-raised b-t b-t-solid b-line">
      <span class="flex-none">
        <Icon of={trouble ? TriangleAlert : Lock} class={trouble ? 'text-amber' : 'text-muted'} />
      </span>
      <div class="flex-1 min-w-200px">
        <p class="font-600">{sendWords(ticked, day.psa ?? 'the PSA')}</p>
        <p class={`text-meta ${trouble ? 'text-amber' : 'text-muted'}`} aria-live="polite">
          {trouble ?? staysWords(open, day)}
          {!day.member_known && day.psa && (
            <>
              {' '}
              <GoTo route={{ screen: 'settings' }} class="link">
                Settings
              </GoTo>
            </>
          )}
        </p>
      </div>
      {without.length > 1 && (day.work_types?.length ?? 0) > 0 && (
        <select
          class="input h-28px px-6px py-0 w-auto"
          aria-label="Work type of all that have none"
          value=""
          onChange={(event) =>
            model.change(
              without.map(({ id }) => id),
              { work_type_id: event.currentTarget.value },
            )
          }
        >
          <option value="">{`Work type for ${without.length} entries`}</option>
          {day.work_types?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <Button
        kind="primary"
        keys={actList.postDay.keys[0]}
        busy={model.busy.value}
        why={ticked.length === 0 ? 'Nothing is ticked.' : undefined}
        onPress={model.send}
      >
        {plural(ticked.length, 'Post 1 entry', `Post ${ticked.length} entries`)}
      </Button>
    </div>
  )
}

function troubleOf({ psa, member_known, right, booked }: MyDay): string | null {
  if (psa === null) return 'No PSA is connected. What you write down is kept.'
  if (!member_known)
    return `Nobody has said which ${psa} member you are, so nothing can be posted. An admin maps you in`
  if (right === 'off') return 'Your account does not let your role book time. An admin can change it.'
  if (booked === null) return `${psa} cannot be read right now: what it has of this day is not shown.`
  return null
}
