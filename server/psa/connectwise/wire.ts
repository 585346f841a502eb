import * as v from 'valibot'

/** What ConnectWise sends. REST leaves nulls out, new fields come without notice: all optional, unknown keys pass. */
const optional = <S extends v.GenericSchema>(schema: S) => v.optional(v.nullable(schema))
const text = optional(v.string())
const number = optional(v.number())
const flag = optional(v.boolean())

const info = optional(
  v.looseObject({ lastUpdated: text, updatedBy: text, dateEntered: text, enteredBy: text, name: text }),
)
const reference = optional(v.looseObject({ id: number, name: text, identifier: text }))

export const wireTicket = v.looseObject({
  id: number,
  summary: text,
  board: reference,
  status: reference,
  company: reference,
  contact: reference,
  contactName: text,
  contactEmailAddress: text,
  type: reference,
  subType: reference,
  owner: reference,
  priority: optional(
    v.looseObject({ id: number, name: text, level: optional(v.union([v.string(), v.number()])) }),
  ),
  automaticEmailContactFlag: flag,
  automaticEmailResourceFlag: flag,
  automaticEmailCcFlag: flag,
  automaticEmailCc: text,
  closedFlag: flag,
  mergedParentTicket: reference,
  resources: text,
  _info: info,
})
export type WireTicket = v.InferOutput<typeof wireTicket>

/** ServiceNote (`/notes`) and ServiceTicketNote (`/allNotes`) in one: each leaves out what the other has. */
export const wireNote = v.looseObject({
  id: number,
  ticketId: number,
  ticket: reference,
  createdByParentFlag: flag,
  noteType: text,
  text,
  detailDescriptionFlag: flag,
  internalAnalysisFlag: flag,
  resolutionFlag: flag,
  issueFlag: flag,
  member: reference,
  contact: reference,
  originalAuthor: text,
  dateCreated: text,
  createdBy: text,
  timeStart: text,
  _info: info,
})
export type WireNote = v.InferOutput<typeof wireNote>

export const wireTimeEntry = v.looseObject({
  id: number,
  chargeToId: number,
  chargeToType: text,
  member: reference,
  workType: reference,
  notes: text,
  internalNotes: text,
  timeStart: text,
  timeEnd: text,
  actualHours: number,
  status: text,
  invoiceFlag: flag,
  dateEntered: text,
  enteredBy: text,
  addToDetailDescriptionFlag: flag,
  addToInternalAnalysisFlag: flag,
  addToResolutionFlag: flag,
  _info: info,
})
export type WireTimeEntry = v.InferOutput<typeof wireTimeEntry>

export const wireWorkType = v.looseObject({ id: number, name: text, inactiveFlag: flag })

export const wireScheduleType = v.looseObject({ id: number, identifier: text })
export const wireScheduleEntry = v.looseObject({
  id: number,
  objectId: number,
  member: reference,
  type: reference,
  doneFlag: flag,
})
export type WireScheduleEntry = v.InferOutput<typeof wireScheduleEntry>

export const wireConfigurationReference = v.looseObject({ id: number, deviceIdentifier: text, _info: info })
export const wireConfiguration = v.looseObject({ id: number, name: text, type: reference })
export type WireConfiguration = v.InferOutput<typeof wireConfiguration>

export const wireContact = v.looseObject({
  id: number,
  firstName: text,
  lastName: text,
  communicationItems: optional(
    v.array(v.looseObject({ value: text, defaultFlag: flag, communicationType: text })),
  ),
})
export type WireContact = v.InferOutput<typeof wireContact>

export const wireBoard = v.looseObject({ id: number, name: text, inactiveFlag: flag, projectFlag: flag })
export const wireStatus = v.looseObject({ id: number, name: text, inactive: flag, closedStatus: flag })

/** Member and MemberInfo in one: `defaultEmail` is a choice (Office, Mobile, Home) in the first, an address in the second. */
export const wireMember = v.looseObject({
  id: number,
  identifier: text,
  firstName: text,
  lastName: text,
  fullName: text,
  primaryEmail: text,
  officeEmail: text,
  defaultEmail: text,
  licenseClass: text,
  inactiveFlag: flag,
})
export type WireMember = v.InferOutput<typeof wireMember>

/** Without a version it is no ConnectWise that answers. */
export const wireSystemInfo = v.looseObject({ version: v.string() })
/** The answer of a site to whoever asks for a company; capitals as there. */
export const wireCompanyInfo = v.looseObject({
  Codebase: v.string(),
  CompanyName: text,
  VersionCode: text,
  SiteUrl: text,
})
export const wireHostedScreen = v.looseObject({ id: number, screenId: number, name: text })
export const wireHostedSetup = v.looseObject({ id: number, screenId: number, url: text, type: text })

export const wireError = v.looseObject({
  code: text,
  message: text,
  errors: optional(v.array(v.looseObject({ code: text, message: text, field: text }))),
})
