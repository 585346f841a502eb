import { render } from 'preact'
import { App } from './App.tsx'
import './screen.css'
import './board.css'
import './ticket.css'
import './pod-area.css'
import './chooser.css'
import './faults.css'

const root = document.getElementById('root')
if (root) render(<App />, root)
