import '../../style.ts'
import { browser } from 'wxt/browser'
import { mountCockpit } from '../../../pod/app.tsx'
import { PanelPage } from '../../../pod/screens/PanelPage.tsx'
import { limitConnections } from '../../features/limit-connections.ts'
import { serverAddress } from '../../features/server-address.ts'
import { createPanelHost } from '../../host.ts'
import { pinOfWindow, read, who } from '../../storage.ts'

const root = document.getElementById('root')
const [address, { id: windowId = -1 }, { user }] = await Promise.all([
  serverAddress(),
  browser.windows.getCurrent(),
  read(who),
])
limitConnections(document, address?.url ?? '')
if (root)
  mountCockpit(
    root,
    createPanelHost(window, {
      base_url: address?.url ?? '',
      window_id: windowId,
      pin: user && (await read(pinOfWindow(windowId, user.id))),
      user_id: user?.id ?? null,
    }),
    PanelPage,
  )
