import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { toast } from '../ui/Toasts.tsx'

/** Shown this once. */
export function RecoveryCodes(props: { codes: readonly string[]; onDone: () => void }) {
  const { host } = usePod()
  const copy = async () => {
    if (await host.copy(props.codes.join('\n'))) toast('Recovery codes copied.', { tone: 'good' })
    else toast('They could not be copied. Select them and copy by hand.', { tone: 'bad' })
  }
  return (
    <section class="grid gap-3" aria-label="Recovery codes">
      <p class="max-w-560px" role="status">
        The second factor is on. Keep these recovery codes where your authenticator is not: each lets you in
        once without it. They are shown only now.
      </p>
      <ul class="card code grid grid-cols-1 wide:grid-cols-2 gap-x-5 gap-y-1 max-w-560px list-none m-0">
        {props.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div class="flex flex-wrap gap-2">
        <Button onPress={copy}>Copy all</Button>
        <Button kind="primary" onPress={props.onDone}>
          I have kept them
        </Button>
      </div>
    </section>
  )
}
