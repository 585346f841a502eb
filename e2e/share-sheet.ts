import type { Room } from './cockpit.ts'

export type ShareSheet = ReturnType<typeof shareSheet>
type Reader = 'Ticket notes' | 'Client' | 'E-mail'
type Length = 'Detailed' | 'Quick'

/** The sheet that writes an update and posts it. */
export function shareSheet(room: Room) {
  const sheet = room.getByRole('dialog', { name: 'Share Update' })
  const reader = (name: Reader) => sheet.getByRole('radio', { name })
  const regenerate = sheet.getByRole('button', { name: 'Regenerate' })
  return {
    sheet,
    reader,
    length: (name: Length) => sheet.getByRole('radio', { name }),
    /** Two clicks in a sheet that shows no earlier draft: for whom, how long; then the draft is there. */
    compose: async (name: Reader, length: Length) => {
      await reader(name).click()
      await sheet.getByRole('button', { name: `Write it ${length.toLowerCase()}` }).click()
      await regenerate.waitFor()
    },
    draft: sheet.locator('[dir=auto]').first(),
    regenerate,
    edit: async (text: string) => {
      await sheet.getByRole('button', { name: 'Edit' }).click()
      const area = sheet.getByLabel('Text of the update')
      await area.fill(text)
      await area.blur()
    },
    internal: sheet.getByText(/^Internal note on #/),
    postInternal: sheet.getByRole('button', { name: /^Post to #/ }),
    postForClient: sheet.getByRole('button', { name: /^Post for the client/ }),
    posted: sheet.getByText(/^Posted .* as/),
    undo: sheet.getByRole('button', { name: 'Undo' }),
    close: () => sheet.getByRole('button', { name: 'Close' }).click(),
  }
}

/** A button that just came into view takes no press for half a second. */
export const armingTime = () => new Promise((resolve) => setTimeout(resolve, 700))
