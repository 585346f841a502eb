import { Flag } from 'lucide-preact'
import type { WriteRight } from '../../shared/contracts/write-rights.ts'
import type { Form } from '../ui/form/create-form.ts'
import { FormChoice } from '../ui/form/FormField.tsx'
import { type OfStatus, statusChoice } from './closing-words.ts'
import { Destination } from './Destination.tsx'

type StatusField = 'status' | 'psa_status_id'

/** The new status of the ticket, chosen among those of its own board; nothing where nobody is asked for one. */
export function StatusChange<Name extends string>({
  form,
  proposal,
}: {
  form: Form<Name | StatusField>
  proposal: OfStatus & { rights: { status: WriteRight } }
}) {
  const choice = statusChoice(proposal)
  if (!choice) return null
  return (
    <Destination
      {...{ form, name: 'status', icon: Flag, title: 'Status' }}
      right={proposal.rights.status}
      off={choice.off}
      more={<FormChoice form={form} name="psa_status_id" label="New status" options={choice.options} />}
    >
      <span>{choice.about}</span>
      {choice.known && <span>{choice.known}</span>}
    </Destination>
  )
}
