import { browser } from 'wxt/browser'
import { defineBackground } from 'wxt/utils/define-background'
import { answerMessages } from '../features/answer.ts'
import { showBadge } from '../features/badge.ts'
import { catchUpByAlarm } from '../features/catch-up.ts'
import { followGrants } from '../features/follow-sites.ts'
import { createTokenKeeper } from '../features/keep-token.ts'
import { openPageOnClick } from '../features/notices.ts'
import { openByButton } from '../features/open-panel.ts'
import { forgetLeftTabs } from '../features/tab-tickets.ts'

// no await in here: the browser wakes a worker only for listeners that stand when its first run ends
export default defineBackground({
  main: () => {
    const keeper = createTokenKeeper()
    answerMessages(keeper)
    forgetLeftTabs()
    followGrants()
    catchUpByAlarm(keeper)
    openPageOnClick()
    openByButton()
    browser.tabs.onActivated.addListener(({ tabId }) => void showBadge(tabId, keeper).catch(() => {}))
    // a page's script must never see what we keep, should its process be taken over
    void browser.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })
  },
})
