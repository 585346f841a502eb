import type { Frame } from 'playwright-core'

/** Waits until a page has drawn what it knows: its fonts are there, its transitions over, and it stays as it is for some frames. */
export async function settled(frame: Frame): Promise<void> {
  // no function in it has a name: tsx would wrap that in one of its own
  await frame.evaluate(async () => {
    const quietFrames = 4
    const mostFrames = 120
    await document.fonts.ready
    let quiet = 0
    const observer = new MutationObserver(() => {
      quiet = 0
    })
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
    for (let count = 0; count < mostFrames && quiet < quietFrames; count++) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const isMoving = document
        .getAnimations()
        .some(
          ({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations !== Infinity,
        )
      quiet = isMoving ? 0 : quiet + 1
    }
    observer.disconnect()
  })
}
