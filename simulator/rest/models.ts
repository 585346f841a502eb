/** Property names that the API knows per model; anything else in a body, filter or projection is refused. */
const propertyNames = {
  Ticket:
    'id summary recordType board status workRole workType company site siteName addressLine1 addressLine2 city stateIdentifier zip country contact contactName contactPhoneNumber contactPhoneExtension contactEmailAddress type subType item team owner priority serviceLocation source requiredDate budgetHours opportunity agreement severity impact externalXRef poNumber allowAllClientsPortalView customerUpdatedFlag automaticEmailContactFlag automaticEmailResourceFlag automaticEmailCcFlag automaticEmailCc initialDescription initialInternalAnalysis initialResolution processNotifications skipCallback closedDate closedBy closedFlag actualHours approved resources parentTicketId hasChildTicket hasMergedChildTicketFlag mergedParentTicket slaStatus isInSla dateResolved dateResponded respondByGoalUTC resolutionGoalUTC location department integratorTags customFields _info',
  ServiceNote:
    'id ticketId text detailDescriptionFlag internalAnalysisFlag resolutionFlag issueFlag member contact customerUpdatedFlag processNotifications dateCreated createdBy internalFlag externalFlag sentimentScore _info',
  ServiceTicketNote:
    'id noteType ticket text isMarkdownFlag detailDescriptionFlag internalAnalysisFlag resolutionFlag timeStart timeEnd bundledFlag mergedFlag issueFlag originalAuthor createdByParentFlag member contact _info',
  Company:
    'id identifier name status addressLine1 addressLine2 city state zip country phoneNumber website territory market defaultContact deletedFlag types site integratorTags customFields _info',
  Contact:
    'id firstName lastName company site title inactiveFlag defaultPhoneNbr defaultPhoneType defaultFlag communicationItems types integratorTags customFields _info',
  Configuration:
    'id name type status company contact site deviceIdentifier serialNumber modelNumber tagNumber ipAddress macAddress lastLoginName osType osInfo notes vendorNotes activeFlag manufacturer customFields _info',
  ConfigurationReference: 'id deviceIdentifier _info',
  Board:
    'id name location department inactiveFlag projectFlag sendToContactFlag timeEntryDiscussionFlag timeEntryInternalAnalysisFlag timeEntryResolutionFlag autoAssignTicketOwnerFlag _info',
  BoardStatus:
    'id name board sortOrder displayOnBoard inactive closedStatus timeEntryNotAllowed defaultFlag escalationStatus customerPortalDescription customerPortalFlag emailTemplate saveTimeAsNote _info',
  Priority: 'id name color sortOrder defaultFlag level _info',
  Member:
    'id identifier firstName lastName title licenseClass inactiveFlag officeEmail mobileEmail homeEmail defaultEmail primaryEmail securityRole timeZone workRole workType _info',
  MemberInfo:
    'id identifier firstName middleInitial lastName fullName defaultEmail photo licenseClass inactiveFlag _info',
  TimeEntry:
    'id company companyType chargeToId chargeToType member locationId businessUnitId location department workType workRole agreement timeStart timeEnd hoursDeduct actualHours billableOption notes internalNotes addToDetailDescriptionFlag addToInternalAnalysisFlag addToResolutionFlag emailResourceFlag emailContactFlag emailCcFlag emailCc enteredBy dateEntered invoiceFlag hourlyRate status ticket customFields _info',
  WorkType:
    'id name billTime rateType rate hoursMin hoursMax roundBillHoursTo accrualType inactiveFlag overallDefaultFlag activityDefaultFlag utilizationFlag costMultiplier integrationXRef _info',
  ScheduleType: 'id name identifier chargeCode where systemFlag _info',
  ScheduleEntry:
    'id objectId name member where dateStart dateEnd reminder status type span doneFlag acknowledgedFlag ownerFlag meetingFlag ticketType allowScheduleConflictsFlag addMemberToProjectFlag projectRoleId acknowledgedDate closeDate notifyResource notificationSent hours startTimeSet endTimeSet _info',
  HostedSetup:
    'id screenId description url origin type podHeight clientId disabledFlag locationIds locationsEnabledFlag toolbarButtonText toolbarButtonToolTip toolbarButtonDialogHeight toolbarButtonDialogWidth toolbarButtonIconDocumentId _info',
  HostedScreen: 'id screenId name _info',
  Invoice: 'id invoiceNumber type status company invoiceDate total balance _info',
  PurchaseOrder: 'id poNumber vendorCompany status poDate total _info',
} as const

export type ModelName = keyof typeof propertyNames

const referenceParts = new Set([
  'id',
  'name',
  'identifier',
  'deviceIdentifier',
  'level',
  'sort',
  'value',
  'communicationType',
])
const metaDates = new Set(['lastUpdated', 'dateEntered'])
const known = new Map(
  Object.entries(propertyNames).map(([model, names]) => [model, new Set(names.split(' '))]),
)

export function isProperty(model: ModelName, name: string): boolean {
  return known.get(model)?.has(name) ?? false
}

export function isConditionName(model: ModelName, name: string): boolean {
  const [head = '', part, ...rest] = name.split('/')
  if (rest.length > 0 || head === '_info') return false
  if (part === undefined) return isProperty(model, head) || metaDates.has(head)
  if (model === 'Ticket' && name === 'configuration/id') return true
  return isProperty(model, head) && referenceParts.has(part)
}

export function isFieldName(model: ModelName, name: string): boolean {
  const [head = '', ...rest] = name.split('/')
  return isProperty(model, head) && rest.length < 3
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}

export function valueAt(record: unknown, path: string): unknown {
  if (metaDates.has(path) && propertyOf(record, path) === undefined)
    return propertyOf(propertyOf(record, '_info'), path)
  return path.split('/').reduce(propertyOf, record)
}
