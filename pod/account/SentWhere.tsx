import type { ComponentChildren } from 'preact'
import type { AccountAiPolicy, Destinations } from '../../shared/contracts/ai-policy.ts'
import { Plain } from '../ui/Plain.tsx'
import { plural } from '../ui/when.ts'
import { channelKinds } from './channel-words.ts'

/** What leaves the server and to whom, by how it is set up now. */
export function SentWhere(props: { destinations: Destinations | null; policy: AccountAiPolicy }) {
  const { destinations, policy } = props
  if (!destinations) return null
  const { model, psa, mail, rooms } = destinations
  return (
    <table class="w-full border-collapse">
      <caption class="micro text-left pb-1">What is sent where</caption>
      <thead class="sr-only">
        <tr>
          <th scope="col">To</th>
          <th scope="col">What</th>
        </tr>
      </thead>
      <tbody>
        <Row to="Model" where={model && `${model.host}, ${model.models.join(', ')}`}>
          {model
            ? `Of a case that is worked: ticket and notes, what is known, what engineers write, pictures. Passwords, keys and codes are taken out first.${exceptions(policy)}`
            : 'Nothing. Only the offline model answers, in this server.'}
        </Row>
        <Row to="ConnectWise" where={psa?.host ?? null}>
          {psa
            ? 'Notes, time, statuses and assignments that somebody clicked.'
            : 'Nothing. None is connected.'}
        </Row>
        <Row to="Mail" where={mail?.host ?? null}>
          {mail
            ? 'Notifications: ticket number or client, title of the case, a link. Links to sign in.'
            : 'Nothing. No mail server is set.'}
        </Row>
        {rooms.map(({ kind, name, host }) => (
          <Row key={`${kind} ${name}`} to={`${channelKinds[kind].name}: ${name}`} where={host}>
            Escalations and who picks them up: ticket number, title of the case, a link.
          </Row>
        ))}
      </tbody>
    </table>
  )
}

function exceptions({ usual, clients }: AccountAiPolicy): string {
  const off = clients.filter(({ policy }) => policy === 'off').length
  const redacted = clients.filter(({ policy }) => policy === 'redacted').length
  const parts = [
    off > 0 && `nothing of ${plural(off, 'one client', `${off} clients`)}`,
    redacted > 0 && `no names of ${plural(redacted, 'one client', `${redacted} clients`)}`,
    usual === 'off' && 'nothing of any other client',
    usual === 'redacted' && 'no names of any other client',
  ].filter(Boolean)
  return parts.length > 0 ? ` But ${parts.join(', ')}.` : ''
}

function Row(props: { to: string; where: string | null; children: ComponentChildren }) {
  return (
    <tr class="b-t b-t-solid b-line align-top">
      <th scope="row" class="text-left font-500 py-2 pr-4 w-200px narrow:w-120px">
        <Plain text={props.to} />
        {props.where && <Plain as="div" text={props.where} class="meta [overflow-wrap:anywhere]" />}
      </th>
      <td class="py-2 text-muted">{props.children}</td>
    </tr>
  )
}
