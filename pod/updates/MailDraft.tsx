import type { ReadonlySignal } from '@preact/signals'
import { Eye, Lock, Mail } from 'lucide-preact'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { DraftActs } from './DraftActs.tsx'
import { PostLine } from './PostLine.tsx'
import type { UpdateModel } from './update-model.ts'

/** An e-mail is copied or opened in the mail program; as a note only when the engineer chooses so. */
export function MailDraft({
  model,
  session,
  mayBeNote,
}: {
  model: UpdateModel
  session: ReadonlySignal<SessionDetail | null>
  mayBeNote: boolean
}) {
  const update = model.update.value
  const to = session.value?.ticket?.contact?.email ?? ''
  const query = new URLSearchParams({ subject: update?.subject ?? '', body: update?.content ?? '' })
  const mailto = `mailto:${encodeURIComponent(to)}?${query.toString().replaceAll('+', '%20')}`
  return (
    <>
      <PostLine icon={Mail}>
        <strong class="font-600">E-mail draft</strong>
        <div class="meta">{to ? `To ${to}. ` : ''}Nothing is sent from here.</div>
      </PostLine>
      <div class="flex items-center gap-1 pt-2">
        <DraftActs model={model} />
        <span class="flex-1" />
        {mayBeNote && (
          <Menu
            label="Post it as a note instead"
            icon={Lock}
            items={[
              { label: 'As an internal note', icon: Lock, onPick: () => model.chooseNote('internal') },
              {
                label: 'As a note for the client',
                icon: Eye,
                onPick: () => model.chooseNote('client_visible'),
              },
            ]}
          />
        )}
        <a class="btn no-underline" href={mailto} target="_blank" rel="noreferrer">
          <Icon of={Mail} size={14} /> Open in mail
        </a>
      </div>
    </>
  )
}
