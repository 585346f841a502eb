import pino, { type DestinationStream, type LogFn, type Logger } from 'pino'
import type { Config } from './config.ts'
import { errorForLog } from './error-for-log.ts'

const secret = [
  'password',
  'authorization',
  'cookie',
  'access_token',
  'refresh_token',
  'challenge',
  'recovery_codes',
  'member_hash',
  'member_context',
]
const keys = [
  'public_key',
  'private_key',
  'keys_sealed',
  'client_secret',
  'client_secret_sealed',
  'apiKey',
  'api_key',
]
const bodies = ['body', 'text', 'content']

const holdsError = (value: unknown) =>
  value instanceof Error || (value as { err?: unknown } | null)?.err instanceof Error

/** JSON lines. Nobody logs secrets or bodies; where somebody does after all, these names are taken out. */
export function createLog(config: Pick<Config, 'LOG_LEVEL'>, to?: DestinationStream): Logger {
  const paths = [...secret, ...keys, ...bodies].flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  const options = {
    level: config.LOG_LEVEL,
    base: { pid: process.pid },
    redact: { paths, censor: '[taken out]' },
    serializers: { err: errorForLog, error: errorForLog },
    hooks: {
      // Without words of its own a line would take those of the error.
      logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn) {
        if (args.length < 2 && holdsError(args[0])) method.call(this, args[0], 'an error')
        else method.apply(this, args)
      },
    },
  }
  return to ? pino(options, to) : pino(options)
}
