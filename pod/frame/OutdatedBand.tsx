import { RefreshCw } from 'lucide-preact'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { troubleWords } from './trouble-words.ts'

/** A newer build is served: reloading is offered, never done by itself. */
export function OutdatedBand() {
  const { host } = usePod()
  const words = troubleWords.outdated_build
  return (
    <Notice
      icon={RefreshCw}
      tone="blue"
      role="status"
      title={<strong class="font-600">{words.title}</strong>}
      next={words.cause}
      action={<Button onPress={() => host.reload()}>{words.act}</Button>}
    />
  )
}
