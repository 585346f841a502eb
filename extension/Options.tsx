import { type ReadonlySignal, useSignal } from '@preact/signals'
import { LogIn, LogOut, X } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { Guarded } from '../pod/frame/Guarded.tsx'
import { Button } from '../pod/ui/Button.tsx'
import { LiveRegion } from '../pod/ui/LiveRegion.tsx'
import { opensFromPages } from './features/open-panel.ts'
import type { OptionsModel } from './features/options-model.ts'

/** The server once, who is signed in, and what may be switched off or taken back. */
export function Options({ model }: { model: OptionsModel }) {
  return (
    <main class="h-full overflow-y-auto">
      <div class="max-w-560px mx-auto p-5 grid gap-6">
        <h1 class="text-title font-600">FlowPilot options</h1>
        <Guarded name="The server">
          <Server model={model} />
        </Guarded>
        <Guarded name="Who is signed in">
          <SignedIn model={model} />
        </Guarded>
        {opensFromPages() && (
          <Part title="On ticket pages">
            <Guarded name="The switch of the button">
              <Switch
                label="Show a small button that opens FlowPilot"
                on={model.button}
                onChange={model.setButton}
              />
            </Guarded>
          </Part>
        )}
        <Part title="Notifications">
          <Guarded name="The switch of notifications">
            <Switch
              label="Tell me of escalations, and when a post of mine needs me, was refused or came late"
              on={model.notices}
              onChange={model.setNotices}
            />
          </Guarded>
        </Part>
        <Guarded name="The followed sites">
          <Sites model={model} />
        </Guarded>
      </div>
      <LiveRegion />
    </main>
  )
}

function Server({ model }: { model: OptionsModel }) {
  const server = model.server.value
  const typed = useSignal(server?.url ?? '')
  const said = useSignal<{ sentence: string; good: boolean } | null>(null)
  const save = async (event: Event) => {
    event.preventDefault()
    const wrong = await model.saveServer(typed.value)
    said.value = wrong ? { sentence: wrong, good: false } : { sentence: 'Saved.', good: true }
    if (!wrong) typed.value = model.server.value?.url ?? ''
  }
  return (
    <Part title="Server">
      {server?.is_managed ? (
        <p>
          <span class="code">{server.url}</span> <span class="meta">set by your admin</span>
        </p>
      ) : (
        <form class="flex gap-2" onSubmit={save} noValidate>
          <input
            class="input h-28px flex-1"
            type="url"
            aria-label="Address of the FlowPilot server"
            placeholder="https://flowpilot.example"
            maxLength={300}
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value
              said.value = null
            }}
          />
          <Button submit>Save</Button>
        </form>
      )}
      {said.value && (
        <p role={said.value.good ? 'status' : 'alert'} class={said.value.good ? 'text-green' : 'text-red'}>
          {said.value.sentence}
        </p>
      )}
    </Part>
  )
}

function SignedIn({ model }: { model: OptionsModel }) {
  const busy = useSignal(false)
  const run = async (work: () => Promise<void>) => {
    busy.value = true
    await work()
    busy.value = false
  }
  const user = model.user.value
  return (
    <Part title="Signed in">
      {model.word.value && <p class="text-amber">{model.word.value}</p>}
      <div class="flex items-center gap-3">
        <span class="flex-1">{user ?? 'Nobody'}</span>
        {user ? (
          <Button icon={LogOut} busy={busy.value} onPress={() => run(model.signOut)}>
            Sign out
          </Button>
        ) : (
          <Button
            icon={LogIn}
            busy={busy.value}
            why={model.server.value ? undefined : 'Enter the server first'}
            onPress={() => run(model.signIn)}
          >
            Sign in
          </Button>
        )}
      </div>
    </Part>
  )
}

function Sites({ model }: { model: OptionsModel }) {
  const sites = model.sites.value
  return (
    <Part title="Followed sites">
      <p class="text-muted">
        ConnectWise's cloud is always followed. Other sites only after you said so on the panel.
      </p>
      {sites.map((pattern) => (
        <div key={pattern} class="flex items-center gap-3 b-t b-t-solid b-line pt-2">
          <span class="flex-1 cut">{pattern.replace(/^https?:\/\/|\/\*$/g, '')}</span>
          <Button small icon={X} onPress={() => model.leave(pattern)}>
            Stop following
          </Button>
        </div>
      ))}
    </Part>
  )
}

function Switch(props: {
  label: string
  on: ReadonlySignal<boolean>
  onChange: (on: boolean) => Promise<void>
}) {
  return (
    <label class="flex items-center gap-2 cursor-pointer">
      <input
        type="checkbox"
        class="w-16px h-16px accent-blue-fill"
        checked={props.on.value}
        onChange={(event) => {
          const box = event.currentTarget
          // where the browser did not allow it, the box goes back
          void props.onChange(box.checked).finally(() => {
            box.checked = props.on.peek()
          })
        }}
      />
      {props.label}
    </label>
  )
}

function Part(props: { title: string; children: ComponentChildren }) {
  return (
    <section class="grid gap-2" aria-label={props.title}>
      <h2 class="micro">{props.title}</h2>
      {props.children}
    </section>
  )
}
