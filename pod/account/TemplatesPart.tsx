import { useEffect, useMemo } from 'preact/hooks'
import type { CommunicationTemplates } from '../../shared/contracts/communication-templates.ts'
import type { UpdateLength } from '../../shared/contracts/updates.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/form/Select.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast } from '../ui/Toasts.tsx'
import { Tick } from './Tick.tsx'
import { createTemplatesModel } from './templates-model.ts'
import {
  formatWords,
  lengthWords,
  sampleNotes,
  sampleUpdate,
  signOffMost,
  toneWords,
} from './templates-words.ts'

/** For admins: how updates are worded, and what that looks like. */
export function TemplatesPart() {
  const pod = usePod()
  const model = useMemo(() => createTemplatesModel(pod), [pod])
  useEffect(() => model.follow(), [model])
  const shown = model.shown.value
  const problem = model.problem.value
  const wrong = problem && (
    <p role="alert" class="text-red">
      {problem}
    </p>
  )
  if (!shown) return wrong || <Skeleton width="60%" />
  const isAuto = shown.client_signoff === 'auto'
  const save = async (event: Event) => {
    event.preventDefault()
    if (model.isChanged.value && (await model.save())) toast('Templates saved.', { tone: 'good' })
  }
  return (
    <form class="grid grid-cols-1 gap-3" onSubmit={save} noValidate>
      <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
        <Select
          label="Tone to clients"
          value={shown.client_tone}
          onChange={(tone) => model.choose({ client_tone: tone as CommunicationTemplates['client_tone'] })}
        >
          <Options of={toneWords} />
        </Select>
        <Select
          label="Format of ticket notes"
          value={shown.ticket_notes_format}
          hint="Plain where the ticket screen shows Markdown as it is typed."
          onChange={(format) =>
            model.choose({ ticket_notes_format: format as CommunicationTemplates['ticket_notes_format'] })
          }
        >
          <Options of={formatWords} />
        </Select>
        <Select
          label="Default length"
          value={shown.default_length}
          hint="Until somebody chooses another in the same case."
          onChange={(length) => model.choose({ default_length: length as UpdateLength })}
        >
          <Options of={lengthWords} />
        </Select>
      </div>
      <Tick
        label="Sign with the engineer’s name"
        says="Off: the text below signs every client update and e-mail."
        checked={isAuto}
        onChange={(checked) => model.choose({ client_signoff: checked ? 'auto' : '' })}
      />
      {isAuto ? (
        <Tick
          label="Company under the name"
          says="In detailed updates and e-mails."
          checked={shown.include_company_in_signoff}
          onChange={(checked) => model.choose({ include_company_in_signoff: checked })}
        />
      ) : (
        <textarea
          class="input h-[auto]! py-1"
          rows={3}
          aria-label="Sign-off"
          maxLength={signOffMost}
          value={shown.client_signoff}
          onInput={(event) => model.choose({ client_signoff: event.currentTarget.value })}
        />
      )}
      <Preview shown={shown} />
      {wrong}
      <Button
        submit
        class="justify-self-start"
        busy={model.busy.value}
        why={model.isChanged.value ? undefined : 'Nothing was changed.'}
      >
        Save templates
      </Button>
    </form>
  )
}

/** As a detailed client update and as ticket notes, with made-up findings. */
function Preview({ shown }: { shown: CommunicationTemplates }) {
  const { me } = usePod()
  const names = { engineer: me.value?.user.name ?? '', account: me.value?.account.name ?? '' }
  return (
    <div class="grid gap-3 grid-cols-1 wide:grid-cols-2" role="status" aria-label="Preview">
      {[
        { title: 'To the client', words: sampleUpdate(shown, names) },
        { title: 'Ticket notes', words: sampleNotes(shown) },
      ].map(({ title, words }) => (
        <div key={title} class="b b-solid b-line rounded p-3 bg-raised min-w-0">
          <p class="micro pb-1">{title}</p>
          <Plain as="p" text={words} class="whitespace-pre-line" />
        </div>
      ))}
    </div>
  )
}

const Options = (props: { of: Record<string, string> }) => (
  <>
    {Object.entries(props.of).map(([value, label]) => (
      <option key={value} value={value}>
        {label}
      </option>
    ))}
  </>
)
