import { browser } from 'wxt/browser'

type Sidebar = { sidebarAction?: { open(): Promise<void> } }

/** Must be called before anything is awaited: the browser opens a panel only while a press is being handled. */
export function openPanel(tabId: number): void {
  const sidebar = (browser as unknown as Sidebar).sidebarAction
  if (sidebar) void sidebar.open().catch(() => {})
  else void browser.sidePanel.open({ tabId }).catch(() => {})
}

/** The toolbar button and its shortcut open the panel. */
export function openByButton(): void {
  if (browser.sidePanel) void browser.sidePanel.setPanelBehavior({ openPanelOnActionClick: true })
  else browser.action.onClicked.addListener((tab) => openPanel(tab.id ?? 0))
}
