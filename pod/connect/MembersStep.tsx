import { MembersPart } from '../account/MembersPart.tsx'
import { Button } from '../ui/Button.tsx'
import type { ConnectModel } from './connect-model.ts'

/** Who is which member: by e-mail where that is unambiguous, by hand otherwise. */
export function MembersStep(props: { model: ConnectModel; onLater: () => void }) {
  const { model, onLater } = props
  const id = model.connection.value?.id
  const setup = model.setup.value
  if (!id || !setup) return null
  const left = setup.people - setup.people_mapped
  return (
    <>
      <p>
        {left === 0
          ? 'Everybody who posts has a member.'
          : `${left === 1 ? 'One person' : `${left} people`} who post${left === 1 ? 's' : ''} ${left === 1 ? 'has' : 'have'} no member. Who has the same e-mail address in both was found by the test; choose the others below.`}
      </p>
      <ul class="list-disc pl-5 text-muted grid gap-1">
        <li>With a member: notes carry that member as their author, and time can be booked.</li>
        <li>Without one: the first line of a note names the person, and no time entry is made.</li>
      </ul>
      <MembersPart connection_id={id} onChange={model.readSetup} />
      <div>
        <Button kind="primary" onPress={onLater}>
          {left === 0 ? 'Go on' : 'Go on without them'}
        </Button>
      </div>
    </>
  )
}
