import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { readImage } from './read-image.ts'

const one = v.object({ id, image_id: id })
const keptSeconds = 3_600

export const imageRoutes = routes().get(
  '/:id/images/:image_id',
  describe({
    summary: 'A screenshot of a case as it was encoded anew: PNG or WebP.',
    answers: { 200: 'image/*' },
    problems: ['not_allowed', 'not_found', 'not_your_ticket'],
  }),
  valid('param', one),
  async (c) => {
    const { id, image_id } = c.req.valid('param')
    const { media_type, data } = await readImage(c.get('ctx'), id, image_id)
    return c.body(new Uint8Array(data), 200, {
      'content-type': media_type,
      'content-disposition': 'inline',
      'cache-control': `private, max-age=${keptSeconds}`,
    })
  },
)
