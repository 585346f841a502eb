import { useEffect, useMemo, useState } from 'preact/hooks'
import type { TicketRow } from '../screen-views.ts'
import { getBoard } from './api.ts'
import { addressOf, type Route } from './route.ts'
import { ageOf } from './time-words.ts'

function Row({ row, open }: { row: TicketRow; open: (route: Route) => void }) {
  const route: Route = { screen: 'ticket', id: row.id }
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    open(route)
  }
  return (
    <tr class={`cw-ml-row${row.closed ? ' is-closed' : ''}`}>
      <td>
        <span
          class="priority-dot"
          style={{ background: row.priority_color.toLowerCase() }}
          title={row.priority}
        />
      </td>
      <td class="number">{row.id}</td>
      <td>
        <a class="multilineClickable" href={addressOf(route)} onClick={go} dir="auto">
          {row.summary}
        </a>
      </td>
      <td>{row.company || '—'}</td>
      <td>{row.contact}</td>
      <td>{row.board}</td>
      <td>{row.status}</td>
      <td>{row.owner}</td>
      <td class="number" title={row.entered_at}>
        {ageOf(row.entered_at)}
      </td>
    </tr>
  )
}

export function Board({ open }: { open: (route: Route) => void }) {
  const [rows, setRows] = useState<TicketRow[]>()
  const [trouble, setTrouble] = useState('')
  const [words, setWords] = useState('')
  const [isAll, setIsAll] = useState(false)

  useEffect(() => {
    getBoard().then(
      (answer) => setRows(answer.rows),
      (error: Error) => setTrouble(error.message),
    )
  }, [])
  const shown = useMemo(() => {
    const wanted = words.toLowerCase()
    return (rows ?? []).filter(
      (row) =>
        (isAll || !row.closed) &&
        `${row.id} ${row.summary} ${row.company} ${row.contact} ${row.owner}`.toLowerCase().includes(wanted),
    )
  }, [rows, words, isAll])

  return (
    <section class="board">
      <div class="cw_BannerView">
        <span class="detailLabel">Service Board</span>
      </div>
      <div class="toolbar">
        <input
          class="filter"
          aria-label="Filter"
          placeholder="Filter by number, summary, company, owner"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={isAll}
            onChange={(event) => setIsAll(event.currentTarget.checked)}
          />
          Closed tickets too
        </label>
        <span class="muted">{rows ? `${shown.length} of ${rows.length} tickets` : ''}</span>
      </div>
      {trouble && <p role="alert">{trouble}</p>}
      <table class="srboard-grid">
        <thead>
          <tr>
            {['', 'Ticket', 'Summary', 'Company', 'Contact', 'Board', 'Status', 'Owner', 'Age'].map(
              (name) => (
                <th key={name}>{name}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.id} row={row} open={open} />
          ))}
        </tbody>
      </table>
    </section>
  )
}
