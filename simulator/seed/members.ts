import type { Member } from '../records.ts'

function person(id: number, identifier: string, name: string, email: string, title: string): Member {
  const [firstName = '', lastName = ''] = name.split(' ')
  return {
    id,
    identifier,
    firstName,
    lastName,
    email,
    title,
    licenseClass: 'F',
    inactive: false,
    role: 'Service',
    hiddenBoardIds: [],
  }
}

function integration(id: number): Member {
  return {
    ...person(id, 'flowpilot', 'FlowPilot Integration', 'integrations@acme.example', 'API member'),
    licenseClass: 'A',
    role: 'API',
  }
}

export function acmeMembers(executiveBoardId: number): Member[] {
  return [
    { ...person(101, 'ada', 'Ada Lindqvist', 'ada@acme.example', 'Service manager'), role: 'Admin' },
    person(102, 'ben', 'Ben Okafor', 'ben@acme.example', 'Support engineer'),
    {
      ...person(103, 'cleo', 'Cleo Marchetti', 'cleo@acme.example', 'Senior engineer'),
      hiddenBoardIds: [executiveBoardId],
    },
    { ...person(104, 'mo', 'Mo Farouk', 'mo@acme.example', 'Support engineer'), inactive: true },
    integration(190),
  ]
}

export function otherMembers(): Member[] {
  return [person(201, 'otto', 'Otto Brandt', 'otto@other-it.example', 'Engineer'), integration(290)]
}
