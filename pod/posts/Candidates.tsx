import { ExternalLink, Eye, EyeOff } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { Candidate, Post } from '../../shared/contracts/posts.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Time } from '../ui/Time.tsx'
import { hasNumber, kindNouns, nounOf } from './kind-nouns.ts'
import type { PostActs } from './post-acts.ts'
import { isAlarmed } from './post-words.ts'

const likeness = { tag: 'our reference', text: 'same text', near: 'alike' } as const

/** The three choices of a post that needs a person, with the notes that may be it side by side. */
export function Candidates({ post, model }: { post: Post; model: PostActs }) {
  const line = post.reason?.code === 'member_refused' ? post.reason.line : undefined
  return line === undefined ? <Found post={post} model={model} /> : <WithLine {...{ post, model, line }} />
}

/** Nothing is in the ticket: its author decides about the line that would name them to the client. */
function WithLine({ post, model, line }: { post: Post; model: PostActs; line: string }) {
  return (
    <div class="grid gap-2 pb-2">
      <p class="m-0">
        Its first line will read <Plain text={line} class="font-600" />
      </p>
      <div class="flex flex-wrap items-center gap-2">
        <Button
          kind="client"
          busy={model.busy.value === post.id}
          onPress={() => model.decide(post, 'post_again')}
        >
          Post with this line for the client
        </Button>
        <Button kind="quiet" onPress={() => model.decide(post, 'discard')}>
          Discard
        </Button>
      </div>
    </div>
  )
}

function Found({ post, model }: { post: Post; model: PostActs }) {
  const found = post.candidates ?? []
  const [chosen, choose] = useState<string | null>(found[0]?.psa_id ?? null)
  const [typed, setTyped] = useState('')
  const busy = model.busy.value === post.id
  const psaId = chosen ?? (/^\d{1,15}$/.test(typed) ? typed : null)
  const numbered = hasNumber(post.kind)
  const { name } = kindNouns[post.kind]
  const { host } = usePod()
  const isAlarm = isAlarmed(post)
  return (
    <div class="grid gap-2 pb-2">
      {found.length > 0 && (
        <fieldset
          class={`b b-solid b-line rounded bg-page m-0 p-0 grid divide-y divide-solid divide-line ${
            found.length > 1
              ? 'wide:grid-cols-2 wide:gap-px wide:divide-y-0 wide:bg-line overflow-hidden'
              : ''
          }`}
        >
          <legend class="sr-only">{kindNouns[post.kind].isOne}</legend>
          {found.map((candidate) => (
            <Choice
              key={candidate.psa_id}
              name={post.id}
              candidate={candidate}
              title={nounOf({ kind: post.kind, psa_id: candidate.psa_id })}
              forClient={post.visibility === 'client_visible'}
              checked={chosen === candidate.psa_id}
              onChoose={() => choose(candidate.psa_id)}
            />
          ))}
        </fieldset>
      )}
      {found.length === 0 && numbered && (
        <input
          class="input max-w-360px"
          inputMode="numeric"
          aria-label={`Number of the ${name} in ConnectWise`}
          placeholder={`Number of the ${name}, if you see it there`}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value.trim())}
        />
      )}
      <div class="flex flex-wrap items-center gap-2">
        <Button
          kind={isAlarm ? 'primary' : 'quiet'}
          icon={ExternalLink}
          class={isAlarm ? '' : 'order-1'}
          onPress={() => host.openTicket(post.ticket_id, post.url ?? undefined)}
        >
          {isAlarm && psaId
            ? `Open ${nounOf({ kind: post.kind, psa_id: psaId })}`
            : `Open ticket #${post.ticket_id}`}
        </Button>
        <Button
          kind={isAlarm ? 'plain' : 'primary'}
          busy={busy}
          why={psaId || !numbered ? undefined : `Type the number of the ${name} first`}
          onPress={() => model.decide(post, 'it_is_there', psaId ?? undefined)}
        >
          {psaId ? `It is ${nounOf({ kind: post.kind, psa_id: psaId })}` : 'It is there'}
        </Button>
        <Button
          kind={post.visibility === 'client_visible' ? 'client' : 'plain'}
          busy={busy}
          onPress={() => model.decide(post, 'post_again')}
        >
          {post.visibility === 'client_visible' ? 'Post again for the client' : 'Post again'}
        </Button>
        <Button kind="quiet" onPress={() => model.decide(post, 'discard')}>
          Discard
        </Button>
      </div>
    </div>
  )
}

const capital = (words: string) => words.slice(0, 1).toUpperCase() + words.slice(1)

type ChoiceProps = {
  name: string
  candidate: Candidate
  title: string
  forClient: boolean
  checked: boolean
  onChoose: () => void
}

function Choice(props: ChoiceProps) {
  const { candidate, forClient } = props
  const isForClient = candidate.visibility === 'client_visible'
  return (
    <label class="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-2 gap-y-2px px-2 py-6px bg-page content-start cursor-pointer">
      <input
        type="radio"
        name={`candidate-${props.name}`}
        class="m-0 mt-2px accent-blue-edge"
        checked={props.checked}
        onChange={props.onChoose}
      />
      <span class="cut">
        <strong class="font-600">{capital(props.title)}</strong>{' '}
        <span class="text-muted">
          {candidate.created_at && (
            <>
              <Time at={candidate.created_at} as="clock" />,{' '}
            </>
          )}
          {candidate.author}
        </span>
      </span>
      {isForClient || forClient ? (
        <span class="flex items-center gap-1 text-meta text-amber whitespace-nowrap">
          <Icon of={isForClient ? Eye : EyeOff} size={12} />
          {isForClient ? 'client can read it' : 'client cannot read it'}
        </span>
      ) : (
        <span class="meta whitespace-nowrap">{likeness[candidate.match]}</span>
      )}
      <Plain
        text={candidate.excerpt.replace(/\*\*|__/g, '').replace(/\n\s*\n/g, '\n')}
        title={candidate.excerpt}
        class="meta col-start-2 col-end-4 min-w-0 line-clamp-2 wide:whitespace-pre-line wide:line-clamp-4"
      />
    </label>
  )
}
