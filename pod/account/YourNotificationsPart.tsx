import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { NotificationKind, NotificationPreferences } from '../../shared/contracts/notifications.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { createNotificationPreferences, type PreferencesOfMine } from './notification-preferences.ts'

const kindNames: Record<NotificationKind, string> = {
  escalation: 'An escalation to me or my team',
  handoff_claimed: 'Somebody picked up what I escalated',
  post_needs_you: 'A post of mine waits for a decision',
  reminder: 'An update I wanted to be reminded of is due',
}
const kinds = Object.keys(kindNames) as NotificationKind[]
const whyNoMail: Record<NotificationPreferences['mail'], string | null> = {
  works: null,
  no_address: 'You have no e-mail address here, so nothing is mailed to you.',
  no_server: 'No mail server is set, so nothing is mailed. Whoever runs FlowPilot can set one.',
}

/** How I am told beside the bell, and when not. */
export function YourNotificationsPart() {
  const pod = usePod()
  const model = useMemo(() => createNotificationPreferences(pod), [pod])
  useEffect(() => model.follow(), [model])
  const now = model.now.value
  const problem = model.problem.value
  if (!now)
    return problem ? (
      <p role="alert" class="flex flex-wrap items-center gap-3">
        <span class="text-red">{problem}</span>
        <Button onPress={model.load}>Try again</Button>
      </p>
    ) : (
      <Skeleton width="60%" />
    )
  return (
    <>
      <p class="text-muted max-w-560px">
        The bell tells everything. Mail and the browser tell what you want; the browser needs the side panel’s
        extension, with notifications switched on in its options.
      </p>
      <Kinds model={model} now={now} />
      {whyNoMail[now.mail] && <p class="text-muted">{whyNoMail[now.mail]}</p>}
      <Quiet model={model} now={now} />
      {problem && (
        <p role="alert" class="text-red">
          {problem}
        </p>
      )}
    </>
  )
}

type Props = { model: PreferencesOfMine; now: NotificationPreferences }

function Kinds({ model, now }: Props) {
  return (
    <table class="w-full max-w-560px border-collapse">
      <thead>
        <tr class="b-b b-b-solid b-line">
          <th class="micro text-left py-1">What</th>
          <th class="micro w-72px py-1">E-mail</th>
          <th class="micro w-72px py-1">Browser</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={kind} class="b-b b-b-solid b-line">
            <td class="py-6px">{kindNames[kind]}</td>
            {(['email', 'browser'] as const).map((way) => (
              <td key={way} class="text-center">
                <input
                  type="checkbox"
                  class="w-16px h-16px align-middle accent-blue-fill"
                  aria-label={`${kindNames[kind]}: ${way === 'email' ? 'by e-mail' : 'in the browser'}`}
                  disabled={way === 'email' && now.mail !== 'works'}
                  checked={now.kinds[kind][way]}
                  onChange={(event) =>
                    void model.change({ kinds: { [kind]: { [way]: event.currentTarget.checked } } })
                  }
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const usual = { from: '19:00', to: '07:00' }

/** Hours in my zone in which no mail comes. */
function Quiet({ model, now }: Props) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const from = useSignal(now.quiet?.from ?? usual.from)
  const to = useSignal(now.quiet?.to ?? usual.to)
  const isOn = now.quiet !== null
  const set = () => model.change({ quiet: { from: from.value, to: to.value, time_zone: zone } })
  const time = (name: string, value: typeof from) => (
    <input
      type="time"
      class="input w-[auto]!"
      aria-label={name}
      disabled={!isOn}
      value={value.value}
      onChange={(event) => {
        value.value = event.currentTarget.value
        if (value.value) void set()
      }}
    />
  )
  return (
    <div class="grid gap-1">
      <div class="flex flex-wrap items-center gap-2">
        <label class="flex items-center gap-2 cursor-pointer">
          <input
            type="checkbox"
            class="w-16px h-16px accent-blue-fill"
            checked={isOn}
            onChange={(event) => void (event.currentTarget.checked ? set() : model.change({ quiet: null }))}
          />
          No mail from
        </label>
        {time('Quiet from', from)}
        to
        {time('Quiet to', to)}
      </div>
      <p class="meta">
        {now.quiet && now.quiet.time_zone !== zone
          ? `In the time of ${now.quiet.time_zone}; a change here is in the time of ${zone}.`
          : `In your time, ${zone}. Mail of these hours comes when they end, unless you read it before.`}
      </p>
    </div>
  )
}
