import { useState } from 'preact/hooks'
import { login, type MemberChoice } from './api.ts'

function ChoiceButton({ choice, onTrouble }: { choice: MemberChoice; onTrouble: (text: string) => void }) {
  const choose = () => {
    login(choice.company, choice.identifier).then(
      () => location.reload(),
      (error: Error) => onTrouble(error.message),
    )
  }
  return (
    <button type="button" class="choice" onClick={choose}>
      <strong>{choice.name}</strong>
      <span>{choice.title}</span>
      <span class="muted">{choice.email}</span>
    </button>
  )
}

export function MemberChooser({ choices }: { choices: MemberChoice[] }) {
  const [trouble, setTrouble] = useState('')
  const [first] = choices
  const own = choices.filter((choice) => choice.company === first?.company)
  const foreign = choices.filter((choice) => choice.company !== first?.company)
  return (
    <main class="chooser">
      <header class="topbar">
        <span class="brand">ConnectWise PSA</span>
        <span class="simulator-mark">Simulator</span>
      </header>
      <section class="chooser-card">
        <h1>Who are you?</h1>
        <p>
          This is a simulator of the ticket screen, with made-up clients. Choose the member of{' '}
          {first?.company_name} to sign in as; there is no password.
        </p>
        {own.map((choice) => (
          <ChoiceButton key={choice.identifier} choice={choice} onTrouble={setTrouble} />
        ))}
        <h2>Another company, which sees nothing of the first</h2>
        {foreign.map((choice) => (
          <ChoiceButton key={choice.identifier} choice={choice} onTrouble={setTrouble} />
        ))}
        {trouble && <p role="alert">{trouble}</p>}
      </section>
    </main>
  )
}
