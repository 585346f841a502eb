import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { logout, type MemberChoice } from './api.ts'
import { addressOf, type Route } from './route.ts'

interface ShellProps {
  member: MemberChoice | null
  route: Route
  open: (route: Route) => void
  children: ComponentChildren
}

function TicketSearch({ open }: { open: (route: Route) => void }) {
  const [text, setText] = useState('')
  const go = (event: Event) => {
    event.preventDefault()
    const id = Number(/\d{1,9}/.exec(text)?.[0])
    if (id > 0) open({ screen: 'ticket', id })
  }
  return (
    <form class="search" onSubmit={go}>
      <input
        aria-label="Open ticket by number"
        placeholder="Ticket #"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </form>
  )
}

function NavLink({
  to,
  current,
  open,
  children,
}: Omit<ShellProps, 'member' | 'route'> & { to: Route; current: boolean }) {
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    open(to)
  }
  return (
    <a class={`navigationEntry${current ? ' is-current' : ''}`} href={addressOf(to)} onClick={go}>
      {children}
    </a>
  )
}

export function Shell({ member, route, open, children }: ShellProps) {
  const leave = () => {
    logout().then(
      () => location.reload(),
      () => location.reload(),
    )
  }
  return (
    <div class="shell">
      <header class="topbar">
        <span class="brand">ConnectWise PSA</span>
        <span class="simulator-mark">Simulator</span>
        <TicketSearch open={open} />
        <span class="grow" />
        {member && (
          <>
            <span class="who">
              {member.name} <span class="who-company">{member.company_name}</span>
            </span>
            <button type="button" class="bar-button" onClick={leave}>
              Switch member
            </button>
          </>
        )}
      </header>
      <div class="shell-body">
        <nav class="sidenav" aria-label="Modules">
          <div class="nav-group">Service Desk</div>
          <NavLink to={{ screen: 'board' }} current={route.screen === 'board'} open={open}>
            Service Board
          </NavLink>
          {route.screen === 'ticket' && (
            <NavLink to={route} current open={open}>
              Service Ticket
            </NavLink>
          )}
          <div class="nav-group">Simulator</div>
          <NavLink to={{ screen: 'faults' }} current={route.screen === 'faults'} open={open}>
            Bad days
          </NavLink>
        </nav>
        <main class="content">{children}</main>
      </div>
    </div>
  )
}
