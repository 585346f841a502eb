import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { getMe, type MemberChoice } from './api.ts'
import { Board } from './Board.tsx'
import { FaultPage } from './FaultPage.tsx'
import { MemberChooser } from './MemberChooser.tsx'
import { addressOf, type Route, readRoute } from './route.ts'
import { Shell } from './Shell.tsx'
import { TicketScreen } from './TicketScreen.tsx'

const leaveQuestion = 'This screen has changes that are not saved. Leave it and lose them?'

/** The screen that is shown, and whether it may be left. */
function useRoute() {
  const [route, setRoute] = useState<Route>(() => readRoute(new URL(location.href)))
  const dirty = useRef(false)

  useEffect(() => {
    const onPop = () => setRoute(readRoute(new URL(location.href)))
    const onLeave = (event: BeforeUnloadEvent) => {
      if (dirty.current) event.preventDefault()
    }
    addEventListener('popstate', onPop)
    addEventListener('beforeunload', onLeave)
    return () => {
      removeEventListener('popstate', onPop)
      removeEventListener('beforeunload', onLeave)
    }
  }, [])

  const open = useCallback((next: Route) => {
    if (dirty.current && !confirm(leaveQuestion)) return
    dirty.current = false
    history.pushState(null, '', addressOf(next))
    setRoute(next)
  }, [])
  const setDirty = useCallback((isDirty: boolean) => {
    dirty.current = isDirty
  }, [])
  return { route, open, setDirty }
}

export function App() {
  const { route, open, setDirty } = useRoute()
  const [member, setMember] = useState<MemberChoice | null | undefined>(undefined)
  const [choices, setChoices] = useState<MemberChoice[]>([])
  const [trouble, setTrouble] = useState('')

  useEffect(() => {
    getMe().then(
      (me) => {
        setMember(me.member)
        setChoices(me.choices)
      },
      (error: Error) => setTrouble(error.message),
    )
  }, [])
  useEffect(() => {
    const names = { ticket: 'Service Ticket', board: 'Service Board', faults: 'Simulator' }
    document.title = `Manage: ${names[route.screen]}`
  }, [route.screen])

  if (trouble) return <p class="page-trouble">{trouble}</p>
  if (member === undefined) return null
  if (member === null && route.screen !== 'faults') return <MemberChooser choices={choices} />
  return (
    <Shell member={member} route={route} open={open}>
      {route.screen === 'ticket' && <TicketScreen id={route.id} open={open} setDirty={setDirty} />}
      {route.screen === 'board' && <Board open={open} />}
      {route.screen === 'faults' && <FaultPage />}
    </Shell>
  )
}
