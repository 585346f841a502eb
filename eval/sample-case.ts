/** A case of two records and one text, as tests of the graders read it. */
export const sampleCase = {
  name: 'a disk is full',
  kind: 'endpoint',
  now: '2026-05-04T14:30:00Z',
  time_zone: 'Europe/Berlin',
  header: {
    client: 'Contoso',
    contact: 'Ann Reyes',
    device: '',
    ticket: '1',
    summary: '',
    engineer: 'Ben Okafor',
  },
  records: [
    { id: 'f1', text: 'The disk is full', known: 'checked', who: 'Ben Okafor' },
    { id: 'f2', text: 'Nobody else complains' },
  ],
  texts: [
    {
      audience: 'client_update',
      length: 'quick',
      language: 'en',
      sentences: [
        { text: 'Hello Ann,', rests_on: [] },
        { begins: 'paragraph', text: 'The disk is full.', rests_on: ['f1'] },
      ],
    },
  ],
}
