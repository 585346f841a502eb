import {
  contosoConfigurations,
  fabrikamConfigurations,
  litwareConfigurations,
  northwindConfigurations,
  tailspinConfigurations,
  woodgroveConfigurations,
} from './configurations.ts'
import type { ClientSeed } from './shapes.ts'

const contoso: ClientSeed = {
  id: 19301,
  key: 'contoso',
  identifier: 'ContosoDental',
  name: 'Contoso Dental',
  domain: 'contoso-dental.example',
  address: ['412 Maple Street', 'Dayton', 'OH', '45402'],
  phone: '937-555-0140',
  contacts: [
    { key: 'ann', first: 'Ann', last: 'Reyes', title: 'Practice manager', phone: '937-555-0141' },
    { key: 'lila', first: 'Lila', last: 'Novak', title: 'Front desk', phone: '937-555-0142' },
    { key: 'owen', first: 'Owen', last: 'Park', title: 'Dentist', phone: '937-555-0143' },
  ],
  configurations: contosoConfigurations,
}

const fabrikam: ClientSeed = {
  id: 19302,
  key: 'fabrikam',
  identifier: 'FabrikamLaw',
  name: 'Fabrikam Law',
  domain: 'fabrikam-law.example',
  address: ['90 Court Square, 2nd floor', 'Columbus', 'OH', '43215'],
  phone: '614-555-0170',
  contacts: [
    { key: 'helen', first: 'Helen', last: 'Ortiz', title: 'Office manager', phone: '614-555-0171' },
    { key: 'david', first: 'David', last: 'Kessler', title: 'Partner', phone: '614-555-0172' },
    { key: 'priya', first: 'Priya', last: 'Raman', title: 'Paralegal', phone: '614-555-0173' },
    { key: 'samir', first: 'Samir', last: 'Haddad', title: 'Associate', phone: '614-555-0174' },
  ],
  configurations: fabrikamConfigurations,
}

const northwind: ClientSeed = {
  id: 19303,
  key: 'northwind',
  identifier: 'Northwind',
  name: 'Northwind Traders',
  domain: 'northwind-traders.example',
  address: ['7 Dock Road', 'Toledo', 'OH', '43604'],
  phone: '419-555-0110',
  contacts: [
    { key: 'jonas', first: 'Jonas', last: 'Berg', title: 'Operations lead', phone: '419-555-0111' },
    { key: 'maria', first: 'Maria', last: 'Lopes', title: 'Warehouse supervisor', phone: '419-555-0112' },
    { key: 'tomas', first: 'Tomas', last: 'Lindgren', title: 'Buyer', phone: '419-555-0113' },
  ],
  configurations: northwindConfigurations,
}

const tailspin: ClientSeed = {
  id: 19304,
  key: 'tailspin',
  identifier: 'TailspinToys',
  name: 'Tailspin Toys',
  domain: 'tailspin-toys.example',
  address: ['2500 Hangar Way', 'Akron', 'OH', '44306'],
  phone: '330-555-0120',
  contacts: [
    { key: 'kim', first: 'Kim', last: 'Tran', title: 'Finance lead', phone: '330-555-0121' },
    { key: 'rosa', first: 'Rosa', last: 'Delgado', title: 'Designer', phone: '330-555-0122' },
    { key: 'felix', first: 'Felix', last: 'Baum', title: 'Sales', phone: '330-555-0123' },
  ],
  configurations: tailspinConfigurations,
}

const woodgrove: ClientSeed = {
  id: 19305,
  key: 'woodgrove',
  identifier: 'WoodgroveBank',
  name: 'Woodgrove Bank',
  domain: 'woodgrove-bank.example',
  address: ['1 Exchange Place', 'Cleveland', 'OH', '44114'],
  phone: '216-555-0160',
  contacts: [
    { key: 'grace', first: 'Grace', last: 'Lin', title: 'Branch operations', phone: '216-555-0161' },
    {
      key: 'viktor',
      first: 'Viktor',
      last: 'Hale',
      title: 'Chief information officer',
      phone: '216-555-0162',
    },
    { key: 'nadia', first: 'Nadia', last: 'Osman', title: 'Loan officer', phone: '216-555-0163' },
  ],
  configurations: woodgroveConfigurations,
}

export const acmeClients: ClientSeed[] = [contoso, fabrikam, northwind, tailspin, woodgrove]

export const otherClients: ClientSeed[] = [
  {
    id: 52001,
    key: 'litware',
    identifier: 'Litware',
    name: 'Litware Logistics',
    domain: 'litware.example',
    address: ['18 Harbour Lane', 'Erie', 'PA', '16501'],
    phone: '814-555-0130',
    contacts: [{ key: 'iris', first: 'Iris', last: 'Vogel', title: 'Dispatcher', phone: '814-555-0131' }],
    configurations: litwareConfigurations,
  },
]
