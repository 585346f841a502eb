import type { Logger } from 'pino'
import type { Config } from '../config.ts'

export type Mail = { to: string; subject: string; text: string }

/** `refused`: the server does not take it for this address. `unreached`: it may take it later. */
export type MailOutcome = 'sent' | 'refused' | 'unreached'

/** E-mail through the operator's SMTP server. */
export type Mailer = {
  /** Why it did not go out is in the log, without address and text. */
  send(mail: Mail): Promise<MailOutcome>
}

/** Each step of a delivery: people wait for it. */
const stepLimitMs = 5_000

/** Undefined where no SMTP server is set. */
export async function createMailer(
  { SMTP_URL, MAIL_FROM }: Pick<Config, 'SMTP_URL' | 'MAIL_FROM'>,
  log: Logger,
): Promise<Mailer | undefined> {
  if (!SMTP_URL) return undefined
  const { createTransport } = await import('nodemailer')
  const limits = {
    connectionTimeout: stepLimitMs,
    greetingTimeout: stepLimitMs,
    socketTimeout: stepLimitMs,
    dnsTimeout: stepLimitMs,
  }
  return {
    send: async ({ to, subject, text }) => {
      const transport = createTransport({ url: SMTP_URL, ...limits })
      try {
        await transport.sendMail({ from: MAIL_FROM, to: { name: '', address: to }, subject, text })
        return 'sent'
      } catch (error) {
        const { code = 'unknown', responseCode = 0 } = error as { code?: string; responseCode?: number }
        // an SMTP server's own words may repeat the address
        log.warn({ code }, 'an e-mail could not be sent')
        return code === 'EENVELOPE' && responseCode >= 500 ? 'refused' : 'unreached'
      } finally {
        transport.close()
      }
    },
  }
}
