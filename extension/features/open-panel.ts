import { browser } from 'wxt/browser'
import { readTab } from './follow-sites.ts'

type Sidebar = { sidebarAction?: { open(): Promise<void> } }

/** Firefox opens its sidebar at a press on its own toolbar, never at one on a page. */
export const opensFromPages = () => !import.meta.env.FIREFOX

/** Must be called before anything is awaited: the browser opens a panel only while a press is being handled. */
export function openPanel(tabId: number): void {
  const sidebar = (browser as unknown as Sidebar).sidebarAction
  if (sidebar) void sidebar.open().catch(() => {})
  else void browser.sidePanel.open({ tabId }).catch(() => {})
}

/**
 * The toolbar button and its shortcut open the panel and let it read this one tab. Not by `openPanelOnActionClick`:
 * a panel that the browser opens by itself is given no access to the tab.
 */
export function openByButton(): void {
  void browser.sidePanel?.setPanelBehavior({ openPanelOnActionClick: false })
  browser.action.onClicked.addListener(({ id }) => {
    if (id === undefined) return
    openPanel(id)
    void readTab(id)
  })
}
