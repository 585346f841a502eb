import type { CDPSession } from 'playwright-core'
import { until } from '../../e2e/stage.ts'
import { extensionId } from '../../shared/contracts/extension.ts'

const limitMs = 20_000
const everything = [{}]
const head = `document.querySelector('header')?.textContent`

/** Conditions and scripts are texts, because they run in a page. */
export const isCase = `document.querySelector('[aria-label="Message to FlowPilot"]') !== null`
export const isCaseOf = (ticketId: string) => `${head}?.includes('#${ticketId}') && ${isCase}`
/** Another ticket, on which a case can be started. */
export const isNoCaseOf = (ticketId: string) =>
  `/#(?!${ticketId})\\d/.test(${head}) && /Start case with/.test(document.body.textContent)`

/** When it first was so, as the frame that shows it is drawn; in the wall clock, which all processes share. */
export const soon = `(isSo) => new Promise((tell, fail) => {
  const timer = setTimeout(() => fail(new Error('never: ' + isSo)), ${limitMs})
  const look = () => {
    if (!isSo()) return
    seen.disconnect()
    clearTimeout(timer)
    requestAnimationFrame(() => tell(performance.timeOrigin + performance.now()))
  }
  const seen = new MutationObserver(look)
  seen.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  look()
})`
export const whenSo = (condition: string) => `(${soon})(() => ${condition})`
/** Before anybody hears of it; a press in a closed shadow root too. */
export const whenClicked = `new Promise((tell) =>
  addEventListener('click', (event) => tell(performance.timeOrigin + event.timeStamp), { capture: true, once: true }))`

type Answer = { id?: number; result?: unknown; error?: unknown }

/** A line of its own to the extension's panel or worker, as soon as there is one: Playwright has none to either. */
export async function attach(control: CDPSession, file: 'sidepanel.html' | 'background.js') {
  let targetId: string | undefined
  for (const end = Date.now() + limitMs; !targetId && Date.now() < end; ) {
    const { targetInfos } = await control.send('Target.getTargets', { filter: everything })
    targetId = targetInfos.find(
      ({ type, url }) => type !== 'tab' && url.endsWith(`${extensionId}/${file}`),
    )?.targetId
  }
  if (!targetId) throw new Error(`There is no ${file}.`)
  const { sessionId } = await control.send('Target.attachToTarget', { targetId, flatten: false })
  let last = 0
  const send = async <T>(method: string, params: object = {}): Promise<T> => {
    const id = ++last
    const answered = new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method}: no answer`)), 2 * limitMs)
      const hear = (event: { sessionId: string; message: string }) => {
        const answer = JSON.parse(event.message) as Answer
        if (event.sessionId !== sessionId || answer.id !== id) return
        clearTimeout(timer)
        control.off('Target.receivedMessageFromTarget', hear)
        resolve(answer)
      }
      control.on('Target.receivedMessageFromTarget', hear)
    })
    const message = JSON.stringify({ id, method, params })
    await control.send('Target.sendMessageToTarget', { sessionId, message })
    const { result, error } = await answered
    if (error) throw new Error(`${method}: ${JSON.stringify(error)}`)
    return result as T
  }
  return {
    target_id: targetId,
    evaluate: async (expression: string): Promise<number> => {
      const params = { expression, awaitPromise: true, returnByValue: true }
      const { result } = await send<{ result: { value?: unknown } }>('Runtime.evaluate', params)
      if (typeof result.value !== 'number') throw new Error(JSON.stringify(result))
      return result.value
    },
    /** Bytes of its heap after everything that nobody holds was thrown away. */
    heap: async () => {
      for (let n = 0; n < 3; n++) await send('HeapProfiler.collectGarbage')
      return (await send<{ usedSize: number }>('Runtime.getHeapUsage')).usedSize
    },
  }
}

/** As the browser does with an idle one, while no page of ours is there that could wake it. */
export async function endWorker(control: CDPSession): Promise<void> {
  await until(async () => {
    const { targetInfos } = await control.send('Target.getTargets')
    const worker = targetInfos.find(({ type, url }) => type === 'service_worker' && url.includes(extensionId))
    if (worker) await control.send('Target.closeTarget', { targetId: worker.targetId })
    return !worker
  })
}
