import { linkHours, type PasswordLink } from '../../shared/contracts/people.ts'
import { publicUrl } from '../config.ts'
import { linkAddress, type MadeLink } from '../sign-in/password-link.ts'
import type { Purpose } from '../sign-in/password-queries.ts'
import type { World } from '../world.ts'

export type Outgoing = MadeLink & {
  purpose: Purpose
  email: string
  name: string
  account: string
  by: string
}

/** To the person's address, or, where no mail goes out, to the admin, this once. Called after the commit. */
export async function deliverLink(
  { config, mail }: Pick<World, 'config' | 'mail'>,
  link: Outgoing,
): Promise<PasswordLink> {
  const { expires_at } = link
  const address = linkAddress(publicUrl(config), link.token)
  if ((await mail?.send({ to: link.email, ...words(link, address) })) === 'sent')
    return { delivery: 'mailed', expires_at }
  return { delivery: 'shown', link: address, expires_at, mail_failed: mail !== undefined }
}

function words({ purpose, name, account, by }: Outgoing, address: string): { subject: string; text: string } {
  const hours = linkHours[purpose]
  const [subject, first] =
    purpose === 'invitation'
      ? [
          `${oneLine(by)} invites you to FlowPilot`,
          `${by} has added you to FlowPilot for ${account}. Choose your password here:`,
        ]
      : [
          'A new password for FlowPilot',
          `${by} has sent you a link to choose a new FlowPilot password for ${account}:`,
        ]
  const last = `The link works once, within ${hours} hours. If you did not expect this, leave it: without the link nothing changes.`
  return { subject, text: `Hello ${name},\n\n${first}\n\n${address}\n\n${last}\n` }
}

/** A name in a header must not begin another one. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ')
