import 'virtual:uno.css'
import { readPageFacts, readServedBuild } from './hosts/page-facts.ts'
import { seeBuild, setOwnBuild } from './line/outdated.ts'

type Entry = typeof import('./entry-pod.ts')

const facts = readPageFacts(document)
const root = document.getElementById('root')
setOwnBuild(facts.build)

// a part that is fetched later is gone once a newer build is served
window.addEventListener('vite:preloadError', (event) => {
  event.preventDefault()
  void readServedBuild(window).then((build) => seeBuild(build, true))
})

if (root) {
  // the handler above lets a part that is gone come to nothing
  const entry: Entry | undefined = await (facts.surface === 'pod'
    ? import('./entry-pod.ts')
    : import('./entry-page.ts'))
  if (entry) entry.mount(root, facts)
  else root.textContent = 'FlowPilot could not be loaded. Reload the page.'
}
