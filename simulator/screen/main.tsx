import { render } from 'preact'
import { App } from './App.tsx'
import './screen.css'
import './ticket.css'

const root = document.getElementById('root')
if (root) render(<App />, root)
