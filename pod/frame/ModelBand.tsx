import { TriangleAlert } from 'lucide-preact'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

/** For admins on the full page: the model refuses us, and only they can mend it. */
export function ModelBand() {
  const { me, go } = usePod()
  const problem = me.value?.model.problem
  if (!problem) return null
  return (
    <Notice
      icon={TriangleAlert}
      tone="amber"
      role="status"
      title={problem.message}
      action={<Button onPress={() => go({ screen: 'settings' })}>Settings</Button>}
    />
  )
}
