import { signal } from '@preact/signals'
import { TriangleAlert } from 'lucide-preact'
import type { FailedSignIns as Failed } from '../../shared/contracts/accounts.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'

/** User → the latest try that they have seen: the next one at this page is told of their own. */
const readUpTo = signal<Record<string, string>>({})

/** Somebody typed wrong passwords for this person since they last signed in. */
export function FailedSignIns({ user_id, failed }: { user_id: string; failed: Failed }) {
  if ((readUpTo.value[user_id] ?? '') >= failed.last_at) return null
  const read = () => {
    readUpTo.value = { ...readUpTo.value, [user_id]: failed.last_at }
  }
  return (
    <Notice
      icon={TriangleAlert}
      tone="amber"
      role="status"
      title={`${failed.count} wrong passwords were typed for you since your last sign-in.`}
      next={
        <>
          Latest: <Time at={failed.last_at} />. If that was not you, tell an admin of your account.
        </>
      }
      action={<Button onPress={read}>Hide</Button>}
    />
  )
}
