import type {
  BoardStatus,
  Client,
  Configuration,
  Contact,
  HostedSetup,
  Member,
  Priority,
  Tenant,
} from '../records.ts'
import { byId, clientReference, contactReference, type View, withoutNulls } from './views.ts'

export function clientView(client: Client): View {
  return {
    id: client.id,
    identifier: client.identifier,
    name: client.name,
    status: { id: 1, name: 'Active' },
    addressLine1: client.addressLine1,
    city: client.city,
    state: client.state,
    zip: client.zip,
    country: { id: 1, name: 'United States' },
    phoneNumber: client.phone,
    website: client.website,
    deletedFlag: false,
    types: [{ id: 1, name: 'Client' }],
    site: { id: client.id, name: 'Main' },
    _info: { lastUpdated: '2026-01-05T09:00:00Z', updatedBy: 'ada' },
  }
}

export function contactView(tenant: Tenant, contact: Contact): View {
  return withoutNulls({
    id: contact.id,
    firstName: contact.firstName,
    lastName: contact.lastName,
    company: clientReference(byId(tenant.clients, contact.companyId)),
    title: contact.title,
    inactiveFlag: false,
    defaultPhoneType: 'Direct',
    defaultPhoneNbr: contact.phone,
    communicationItems: [
      {
        id: contact.id * 10 + 1,
        type: { id: 1, name: 'Email' },
        value: contact.email,
        defaultFlag: true,
        domain: `@${contact.email.split('@')[1] ?? ''}`,
        communicationType: 'Email',
      },
      {
        id: contact.id * 10 + 2,
        type: { id: 2, name: 'Direct' },
        value: contact.phone.replace(/\D/g, ''),
        defaultFlag: true,
        communicationType: 'Phone',
      },
    ],
    _info: { lastUpdated: '2026-01-05T09:00:00Z', updatedBy: 'ada' },
  })
}

export function configurationView(tenant: Tenant, configuration: Configuration): View {
  return withoutNulls({
    id: configuration.id,
    name: configuration.name,
    type: { id: 1, name: configuration.type },
    status: { id: 1, name: configuration.status },
    company: clientReference(byId(tenant.clients, configuration.companyId)),
    contact: contactReference(byId(tenant.contacts, configuration.contactId)),
    deviceIdentifier: configuration.name.toLowerCase(),
    serialNumber: configuration.serialNumber,
    modelNumber: configuration.modelNumber,
    ipAddress: configuration.ipAddress || undefined,
    osType: configuration.osType || undefined,
    osInfo: configuration.osInfo || undefined,
    lastLoginName: configuration.lastLoginName || undefined,
    notes: configuration.notes || undefined,
    activeFlag: true,
    _info: { lastUpdated: '2026-01-05T09:00:00Z', updatedBy: 'ada' },
  })
}

export function statusView(tenant: Tenant, status: BoardStatus): View {
  const board = byId(tenant.boards, status.boardId)
  return {
    id: status.id,
    name: status.name,
    board: board && { id: board.id, name: board.name },
    sortOrder: status.sortOrder,
    displayOnBoard: !status.closed,
    inactive: false,
    closedStatus: status.closed,
    timeEntryNotAllowed: status.timeEntryNotAllowed,
    defaultFlag: status.isDefault,
    escalationStatus: status.closed ? 'Resolved' : 'NoEscalation',
    customerPortalFlag: status.customerPortal,
    ...(status.mailsContact ? { emailTemplate: { id: status.id, identifier: `Status ${status.name}` } } : {}),
    _info: { lastUpdated: '2026-01-05T09:00:00Z', updatedBy: 'ada' },
  }
}

export function priorityView(priority: Priority): View {
  const { id, name, color, sortOrder, isDefault, level } = priority
  return { id, name, color, sortOrder, defaultFlag: isDefault, level, _info: {} }
}

export function memberView(member: Member): View {
  return {
    id: member.id,
    identifier: member.identifier,
    firstName: member.firstName,
    lastName: member.lastName,
    title: member.title,
    licenseClass: member.licenseClass,
    inactiveFlag: member.inactive,
    officeEmail: member.email,
    defaultEmail: 'Office',
    primaryEmail: member.email,
    securityRole: { id: 1, name: member.role },
    _info: { lastUpdated: '2026-01-05T09:00:00Z', updatedBy: 'ada' },
  }
}

/** The light model, whose `defaultEmail` is an address and not a choice. */
export function memberInfoView(member: Member): View {
  return {
    id: member.id,
    identifier: member.identifier,
    firstName: member.firstName,
    lastName: member.lastName,
    fullName: `${member.firstName} ${member.lastName}`,
    defaultEmail: member.email,
    licenseClass: member.licenseClass,
    inactiveFlag: member.inactive,
    _info: { lastUpdated: '2026-01-05T09:00:00Z', updatedBy: 'ada' },
  }
}

export function hostedSetupView(setup: HostedSetup): View {
  return withoutNulls({
    id: setup.id,
    screenId: setup.screenId,
    description: setup.description,
    url: setup.url,
    origin: setup.origin,
    type: setup.type,
    podHeight: setup.podHeight,
    clientId: setup.clientId,
    disabledFlag: setup.disabled,
    locationsEnabledFlag: false,
    locationIds: [],
    _info: { lastUpdated: '2026-01-05T09:00:00Z', updatedBy: 'ada' },
  })
}
