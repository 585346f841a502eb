/** The people of every example, test and demo. */
export const demoPassword = 'flowpilot-demo'

export const demoAccounts = [
  {
    key: 'acme',
    name: 'Acme MSP',
    people: [
      { name: 'Ada Lindqvist', email: 'ada@acme.example', role: 'owner' },
      { name: 'Ben Okafor', email: 'ben@acme.example', role: 'engineer' },
      { name: 'Cleo Marchetti', email: 'cleo@acme.example', role: 'engineer' },
      { name: 'Vera Lang', email: 'vera@acme.example', role: 'viewer' },
    ],
  },
  {
    key: 'zed',
    name: 'Zed IT',
    people: [{ name: 'Zed Novak', email: 'zed@zedit.example', role: 'owner' }],
  },
] as const
