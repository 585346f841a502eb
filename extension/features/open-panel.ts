import { browser } from 'wxt/browser'
import { readTab } from './follow-sites.ts'

type Sidebar = { sidebarAction?: { open(): Promise<void> } }

/** Firefox opens its sidebar at a press on its own toolbar, never at one on a page. */
export const opensFromPages = () => !import.meta.env.FIREFOX

/**
 * Whether the browser opened it. Must be called before anything is awaited: a panel opens only while a press is being
 * handled.
 */
export function openPanel(tabId: number): Promise<boolean> {
  const sidebar = (browser as unknown as Sidebar).sidebarAction
  return (sidebar ? sidebar.open() : browser.sidePanel.open({ tabId })).then(
    () => true,
    () => false,
  )
}

/**
 * The toolbar button and its shortcut open the panel and let it read this one tab. Not by `openPanelOnActionClick`:
 * a panel that the browser opens by itself is given no access to the tab.
 */
export function openByButton(): void {
  void browser.sidePanel?.setPanelBehavior({ openPanelOnActionClick: false })
  browser.action.onClicked.addListener(({ id }) => {
    if (id === undefined) return
    void openPanel(id)
    void readTab(id)
  })
}
