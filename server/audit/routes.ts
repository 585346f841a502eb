import { auditExportQuery, auditPage, auditQuery } from '../../shared/contracts/audit.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { exportAudit } from './export-audit.ts'
import { formats } from './line-formats.ts'
import { readAudit } from './read-audit.ts'

export const auditRoutes = routes()
  .get(
    '/audit',
    describe({
      summary: 'The audit trail of the account, newest first.',
      answers: { 200: auditPage },
      problems: ['malformed', 'not_allowed'],
    }),
    valid('query', auditQuery),
    async (c) => c.json(await readAudit(c.get('ctx'), c.req.valid('query'))),
  )
  .get(
    '/audit/export',
    describe({
      summary: 'The same as a file, at most 100,000 lines. Taking it out is itself a line.',
      answers: { 200: 'text/csv' },
      problems: ['malformed', 'not_allowed', 'too_often'],
    }),
    valid('query', auditExportQuery),
    async (c) => {
      const { format, ...filters } = c.req.valid('query')
      const stream = await exportAudit(c.get('ctx'), filters, format)
      const day = new Date().toISOString().slice(0, 10)
      c.header('content-type', formats[format].mime)
      c.header('content-disposition', `attachment; filename="flowpilot-audit-${day}.${format}"`)
      return c.body(stream)
    },
  )
