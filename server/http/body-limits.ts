import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { mostImageBytes, mostImages } from '../../shared/limits.ts'
import { Problem } from '../../shared/problems.ts'
import type { AppEnv } from './routes.ts'

const largestBodyBytes = 256 * 1024
/** Base64 makes four characters of three bytes; and the words, and an image that is too large by a little, to be told so. */
const largestWithImagesBytes = Math.ceil((mostImages * mostImageBytes * 4) / 3) + 1024 * 1024
/** Of all such bodies at the same time in this process. */
const mostHeldBytes = 128 * 1024 * 1024
const retryS = 5

const limited = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new Problem('too_large')
    },
  })

const ofMessages = /^\/api\/v1\/ai-sessions\/[^/]+\/messages$/
const usual = limited(largestBodyBytes)
const large = limited(largestWithImagesBytes)
let heldBytes = 0

/** Nobody makes us read more than this; messages, which bring images, are limited once it is known who sends them. */
export const limitBody: MiddlewareHandler<AppEnv> = (c, next) =>
  c.req.method === 'POST' && ofMessages.test(c.req.path) ? next() : usual(c, next)

/** Behind the sign-in: a body with images, if there is room for it among the others. */
export const takesImages: MiddlewareHandler<AppEnv> = async (c, next) => {
  const told = Number(c.req.header('content-length') ?? largestWithImagesBytes)
  const bytes = Math.min(told, largestWithImagesBytes)
  if (bytes > largestBodyBytes && heldBytes + bytes > mostHeldBytes)
    throw new Problem('too_often', undefined, { extra: { retry_after_s: retryS } })
  heldBytes += bytes
  try {
    return await large(c, next)
  } finally {
    heldBytes -= bytes
  }
}
