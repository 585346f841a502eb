import 'virtual:uno.css'
import { mountCockpit } from './app.tsx'
import { createConnectWiseHost } from './hosts/connectwise.ts'
import { isOutdated, readPageFacts } from './hosts/page-facts.ts'
import { outdated } from './line/outdated.ts'

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
  const host =
    facts.surface === 'pod'
      ? createConnectWiseHost({ win: window, facts })
      : (await import('./hosts/browser.ts')).createBrowserHost({ win: window, facts })
  mountCockpit(root, host, { onReturn: checkBuild })
}
