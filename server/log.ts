import pino, { type DestinationStream, type Logger } from 'pino'
import type { Config } from './config.ts'

const secret = [
  'password',
  'authorization',
  'cookie',
  'access_token',
  'refresh_token',
  'member_hash',
  'member_context',
]
const keys = ['public_key', 'private_key', 'keys_sealed', 'apiKey', 'api_key']
const bodies = ['body', 'text', 'content']

/** JSON lines. Nobody logs secrets or bodies; where somebody does after all, these names are taken out. */
export function createLog(config: Pick<Config, 'LOG_LEVEL'>, to?: DestinationStream): Logger {
  const paths = [...secret, ...keys, ...bodies].flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  const options = {
    level: config.LOG_LEVEL,
    base: { pid: process.pid },
    redact: { paths, censor: '[taken out]' },
  }
  return to ? pino(options, to) : pino(options)
}
