import { useSignal } from '@preact/signals'
import { Plus } from 'lucide-preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { Channel, ChannelKind } from '../../shared/contracts/channels.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { createForm } from '../ui/form/create-form.ts'
import { FormBox, FormChoice, FormField } from '../ui/form/FormField.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { channelKinds, lastLine, testLine } from './channel-words.ts'
import { type ChannelsModel, createChannelsModel } from './channels-model.ts'

/** For admins: rooms of Slack and Teams that hear of escalations. */
export function ChannelsPart() {
  const pod = usePod()
  const model = useMemo(() => createChannelsModel(pod), [pod])
  useEffect(() => void model.load(), [model])
  const isAdding = useSignal(false)
  const channels = model.channels.value
  const problem = model.problem.value
  const wrong = problem && (
    <p role="alert" class="flex flex-wrap items-center gap-3">
      <span class="text-red">{problem}</span>
      {channels === null && <Button onPress={model.load}>Try again</Button>}
    </p>
  )
  if (channels === null) return wrong || <Skeleton width="60%" />
  return (
    <>
      <p class="text-muted max-w-560px">
        Escalations and who picks them up are told there too, with the ticket’s number, the case’s title and a
        link. Everybody in the room reads them.
      </p>
      {wrong}
      {channels.length > 0 && (
        <ul class="list-none m-0 p-0 b b-solid b-line rounded-card">
          {channels.map((each) => (
            <ChannelRow key={each.id} channel={each} model={model} />
          ))}
        </ul>
      )}
      {isAdding.value ? (
        <ChannelForm model={model} onClose={() => (isAdding.value = false)} />
      ) : (
        <Button class="justify-self-start" icon={Plus} onPress={() => (isAdding.value = true)}>
          Add a room
        </Button>
      )}
    </>
  )
}

function ChannelRow({ channel, model }: { channel: Channel; model: ChannelsModel }) {
  const isChanging = useSignal(false)
  const isRemoving = useSignal(false)
  const tried = model.tried.value?.id === channel.id ? model.tried.value : null
  const { words, tone } = lastLine(channel)
  if (isChanging.value)
    return (
      <li class="p-3 b-b b-b-solid b-line last:b-b-0">
        <ChannelForm channel={channel} model={model} onClose={() => (isChanging.value = false)} />
      </li>
    )
  return (
    <li class="grid grid-cols-1 wide:grid-cols-[minmax(0,1fr)_auto] gap-2 items-center p-3 b-b b-b-solid b-line last:b-b-0">
      <span class="min-w-0 grid gap-2px">
        <Plain cut text={channel.name} class="font-500" />
        <span class="meta cut">
          {channelKinds[channel.kind].name}, {channel.host}
        </span>
        {tried ? (
          <span role="status" class={`text-meta ${tried.code ? 'text-red' : 'text-green'}`}>
            {testLine(channel.kind, tried.code)}
          </span>
        ) : (
          <span class={`text-meta ${tone}`}>{words}</span>
        )}
      </span>
      <span class="flex flex-wrap gap-2">
        {isRemoving.value ? (
          <>
            <Button onPress={() => model.remove(channel.id)} busy={model.busy.value === channel.id}>
              Remove it
            </Button>
            <Button kind="quiet" onPress={() => (isRemoving.value = false)}>
              Keep it
            </Button>
          </>
        ) : (
          <>
            <Button busy={model.busy.value === channel.id} onPress={() => model.test(channel.id)}>
              Send a test
            </Button>
            <Button kind="quiet" onPress={() => (isChanging.value = true)}>
              Change
            </Button>
            <Button kind="quiet" onPress={() => (isRemoving.value = true)}>
              Remove
            </Button>
          </>
        )}
      </span>
    </li>
  )
}

function ChannelForm(props: { channel?: Channel; model: ChannelsModel; onClose: () => void }) {
  const { channel, model, onClose } = props
  const form = useMemo(
    () => createForm({ kind: (channel?.kind ?? 'slack') as string, name: channel?.name ?? '', url: '' }),
    [channel],
  )
  const kind = form.values.value.kind as ChannelKind
  const submit = async () => {
    const { name, url } = form.values.value
    if (!name.trim()) return form.refuse('name', 'How is the room called?')
    if (!channel && !url.trim()) return form.refuse('url', 'Where does it take messages?')
    const done = await form.submit(() =>
      channel ? model.change(channel.id, { name, url }) : model.add({ kind, name, url }),
    )
    if (done) onClose()
  }
  return (
    <FormBox
      form={form}
      label={channel ? 'Change the room' : 'Add a room'}
      class={channel ? '' : 'card'}
      onSubmit={submit}
      acts={
        <>
          <Button kind="primary" submit busy={form.busy.value}>
            {channel ? 'Save' : 'Add'}
          </Button>
          <Button kind="quiet" onPress={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
        {!channel && (
          <FormChoice
            form={form}
            name="kind"
            label="Where"
            options={(['slack', 'teams'] as const).map((value) => ({
              value,
              label: channelKinds[value].name,
            }))}
          />
        )}
        <FormField form={form} name="name" label="Name" maxLength={60} placeholder="Escalations" autofocus />
      </div>
      <FormField
        form={form}
        name="url"
        label={channel ? 'New address' : 'Address'}
        maxLength={2000}
        code
        placeholder={channelKinds[kind].placeholder}
        hint={`${channelKinds[kind].where}${channel ? ' Left empty, the address stays.' : ''} It is kept sealed and never shown again.`}
      />
    </FormBox>
  )
}
