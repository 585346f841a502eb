export interface ContactSeed {
  key: string
  first: string
  last: string
  title: string
  phone: string
}

export interface ConfigurationSeed {
  name: string
  type: string
  contact?: string
  model: string
  serial: string
  ip?: string
  os?: string
  osInfo?: string
  login?: string
  notes?: string
}

export interface ClientSeed {
  id: number
  key: string
  identifier: string
  name: string
  domain: string
  address: [street: string, city: string, state: string, zip: string]
  phone: string
  contacts: ContactSeed[]
  configurations: ConfigurationSeed[]
}

export interface NoteSeed {
  /** A member's identifier, or the key of one of the client's contacts. */
  by: string
  hours_ago: number
  /** Contacts write to the discussion; members write internally unless said otherwise. */
  placement?: 'discussion' | 'internal' | 'resolution'
  text: string
}

export interface TimeSeed {
  by: string
  hours_ago: number
  minutes: number
  placement: 'discussion' | 'internal' | 'resolution' | 'none'
  text: string
}

export interface TicketSeed {
  id: number
  summary: string
  client?: string
  contact?: string
  board: string
  status: string
  priority: string
  type: string
  sub_type?: string
  source?: string
  owner?: string
  resources?: string
  configurations?: string[]
  opened_hours_ago: number
  closed_hours_ago?: number
  mails_contact?: boolean
  cc?: string
  notes: NoteSeed[]
  time?: TimeSeed[]
}
