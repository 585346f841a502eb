import type { NoteSeed, TimeSeed } from './shapes.ts'

const disclaimer = `CONFIDENTIALITY NOTICE: This e-mail and any attachment may contain protected health information. If you are not the intended recipient, any review, disclosure or copying is prohibited. Please notify the sender and delete this message.`

const signature = `Ann Reyes
Practice manager | Contoso Dental
412 Maple Street, Dayton, OH 45402
T 937-555-0141 | www.contoso-dental.example

Please consider the environment before printing this e-mail.`

export const mailNotes: NoteSeed[] = [
  {
    by: 'ann',
    hours_ago: 5.6,
    text: `Hi,

since this morning we are not getting any e-mail from outside. I first thought it was quiet, but our lab called at nine and asked why nobody answers them. Mail between us works, Lila and I tested that. The lab says they get no error back.

Patients confirm their appointments by mail, so this is quite urgent for us.

${signature}

${disclaimer}`,
  },
  {
    by: 'ada',
    hours_ago: 5.4,
    text: 'Called Ann back. Affects the whole practice (18 mailboxes), not one person. Assigned to Ben, priority 2. Next update to the client promised for 11:00.',
  },
  {
    by: 'ada',
    hours_ago: 5.3,
    placement: 'discussion',
    text: 'Hello Ann, thank you for calling. Ben is looking at the mail flow now and will write to you here as soon as we know more.',
  },
  {
    by: 'ben',
    hours_ago: 5.0,
    text: `Reproduced: sent a test from my private mailbox to areyes@contoso-dental.example at 09:41, nothing after ten minutes and no bounce. The other direction (Contoso to outside) arrives at once.

Microsoft service health: no incident for Exchange Online.`,
  },
  {
    by: 'ben',
    hours_ago: 4.7,
    text: `MX: contosodental-example.mail.protection.outlook.example, preference 0, one record. TTL 3600.
SPF: v=spf1 include:spf.protection.outlook.example -all
No change at the registrar for 14 months according to the portal.`,
  },
  {
    by: 'ann',
    hours_ago: 4.4,
    text: `Any news? The insurance company says they sent us three mails since yesterday evening. The last mail I can find from outside is from 16:52 yesterday.

Ann

-----Original Message-----
From: Acme MSP Service Desk <support@acme.example>
Sent: Today 10:04
To: Ann Reyes <ann@contoso-dental.example>
Subject: Service Ticket #48291/Mail from outside not arriving

Hello Ann, thank you for calling. Ben is looking at the mail flow now and will write to you here as soon as we know more.

${signature}

${disclaimer}`,
  },
  {
    by: 'ben',
    hours_ago: 4.2,
    text: 'Last external mail 16:52 yesterday fits: not since this morning, but since late afternoon yesterday. Asked Ann what was changed yesterday.',
  },
  {
    by: 'ben',
    hours_ago: 4.1,
    placement: 'discussion',
    text: 'Hello Ann, we can see the same from our side: mail from outside reaches Microsoft but is not delivered to you. Was anything changed on your e-mail yesterday afternoon, or did anybody sign in to the Microsoft administration?',
  },
  {
    by: 'ann',
    hours_ago: 3.6,
    text: `Not that I know. Dr. Park had asked last week that attachments from unknown senders should be held back because of that fake invoice. I think somebody of yours was going to look at it? I am not sure when.

Ann Reyes

> On today's date, Ben Okafor wrote:
> Hello Ann, we can see the same from our side: mail from outside reaches Microsoft
> but is not delivered to you. Was anything changed on your e-mail yesterday
> afternoon, or did anybody sign in to the Microsoft administration?`,
  },
  {
    by: 'ben',
    hours_ago: 3.4,
    text: 'Checked quarantine portal for the tenant: 0 items in the default view (phish, malware, spam). Mailbox sizes fine, largest is front desk with 31 of 50 GB. Ann has no inbox rules except "Lab reports" (moves to folder, created 2024).',
  },
  {
    by: 'lila',
    hours_ago: 2.9,
    text: `Hello, Lila from the front desk here. On CD-FRONT-02 Outlook shows Connected and on my phone it is the same, so I don't think it is Outlook. A patient read me the number of the message she got back now: "550 5.7.1 TRANSPORT.RULES.RejectMessage" if that helps.

Sent from my iPhone`,
  },
  {
    by: 'ada',
    hours_ago: 1.8,
    text: 'Client called again, friendly but nervous. Two more hours and they start calling all patients by phone. Ben, please keep the ticket updated.',
  },
]

export const mailTime: TimeSeed[] = [
  {
    by: 'ben',
    hours_ago: 5.1,
    minutes: 30,
    placement: 'internal',
    text: 'First analysis: reproduced from outside, checked service health and DNS.',
  },
  {
    by: 'ben',
    hours_ago: 3.5,
    minutes: 20,
    placement: 'internal',
    text: 'Quarantine, mailbox sizes and inbox rules checked. Nothing found so far. Message trace still to do.',
  },
]
