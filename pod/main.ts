import 'virtual:uno.css'
import { isOutdated, readPageFacts } from './hosts/page-facts.ts'
import { outdated } from './line/outdated.ts'

type Entry = typeof import('./entry-pod.ts')

const facts = readPageFacts(document)
const root = document.getElementById('root')

const checkBuild = async () => {
  if (await isOutdated(window, facts)) outdated.value = true
}
// a part that is fetched later is gone once a newer build is served
window.addEventListener('vite:preloadError', (event) => {
  event.preventDefault()
  void checkBuild()
})

if (root) {
  // the handler above lets a part that is gone come to nothing
  const entry: Entry | undefined = await (facts.surface === 'pod'
    ? import('./entry-pod.ts')
    : import('./entry-page.ts'))
  if (entry) entry.mount(root, facts, { onReturn: checkBuild })
  else root.textContent = 'FlowPilot could not be loaded. Reload the page.'
}
