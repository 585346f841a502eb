/** A case as it stands in a history; the simulator has no such ticket. */
export type PastCase = {
  ticket?: string
  title: string
  client: string
  device?: string
  facts?: string[]
  messages?: string[]
}

/** What a help desk has behind it after some weeks, many alike and few the same, the oldest first. */
const past = `
51001 | Mail from outside not arriving | Contoso Dental |  | NDR 550 5.7.1 TRANSPORT.RULES.RejectMessage; 18 mailboxes are affected |
51002 | Mail to Gmail comes back | Fabrikam Law |  | SPF record lists eleven lookups | Removed two includes from the SPF record, Gmail takes it now
51003 | Outlook asks for the password again and again | Woodgrove Bank | WB-LT-014 | Stale entry in Credential Manager |
51004 | Outlook search finds nothing | Contoso Dental |  | Windows Search index was at 12 GB | Rebuilt the index over night
51005 | Shared mailbox not visible in Outlook | Adatum |  | Automapping was off for the mailbox |
51006 | Calendar invites show the wrong hour | Northwind Traders |  | Time zone of the mailbox is Pacific |
51007 | Mailbox full | Tailspin Toys |  | 50 GB of 50 GB used, archive not enabled |
51008 | VPN drops every few minutes | Fabrikam Law | FL-LT-031 | 12% packet loss over Wi-Fi, none by cable | The mesh node in the hallway was moved
51009 | VPN cannot connect after the update | Woodgrove Bank |  | KB5034441 removed the WAN Miniport driver |
51010 | VPN asks for a code that never comes | Contoso Dental |  | Authenticator was on the old phone |
51011 | Front desk printer prints blank pages | Contoso Dental | CD-PRN-01 | Driver type 4 was installed by Windows Update | Rolled back to the type 3 driver
51012 | Printer offline on the second floor | Northwind Traders | NW-PRN-2F | WSD port instead of TCP/IP |
51013 | Label printer prints half a label | Tailspin Toys | ZEBRA-4 | Calibration was lost after the roll was changed |
51014 | Scan to folder stopped | Fabrikam Law |  | SMB1 was switched off on the file server |
51015 | Scan to e-mail fails | Adatum |  | Basic authentication for SMTP ended in the tenant |
51016 | Account locked out every morning | Woodgrove Bank |  | Event 4740 names WB-KIOSK-02 | A scheduled task on the kiosk runs with the old password
51017 | Account locked out after password change | Adatum |  | The iPad still has the old password for mail |
51018 | User cannot sign in to Teams | Northwind Traders |  | Error CAA50021, device was joined twice |
51019 | Teams has no sound | Tailspin Toys |  | Realtek driver 6.0.9285.1 | The headset was the default for communication only
51020 | Teams meeting room shows a black screen | Woodgrove Bank | WB-MTR-1 | HDMI ingest cable is loose |
51021 | Call quality bad in the afternoon | Contoso Dental |  | Backup to the cloud saturates the upload from 14:00 |
51022 | Phones do not register | Fabrikam Law |  | DHCP option 66 points to the old server |
51023 | Fax does not send | Contoso Dental |  | T.38 is off on the gateway |
51024 | Nightly backup failed | Adatum | AD-SRV-BKP | VSS writer SqlServerWriter in state 8 |
51025 | Backup repository is full | Woodgrove Bank |  | Immutability keeps 30 days, 14 were planned |
51026 | Restore of a deleted folder | Northwind Traders |  |  | Restored Projects/2025 from the copy of Tuesday
51027 | Drive D: almost full on the file server | Tailspin Toys | TT-FS01 | Shadow copies take 180 GB |
51028 | File share very slow | Contoso Dental | CD-FS01 | SMB signing in software since the firmware update |
51029 | Mapped drives missing after sign-in | Fabrikam Law |  | The group policy runs before the VPN is up |
51030 | OneDrive does not sync | Adatum | AD-LT-007 | File name with a colon from a Mac |
51031 | OneDrive uses the whole upload | Northwind Traders |  | Known folder move of 40 users in one night |
51032 | SharePoint library read-only | Woodgrove Bank |  | A retention label locks the items |
51033 | BitLocker asks for the recovery key | Fabrikam Law | FL-LT-044 | TPM firmware was updated through Dell Command |
51034 | Laptop does not boot after the BIOS update | Contoso Dental |  | Storage mode changed from RAID to AHCI |
51035 | Laptop gets hot and loud | Tailspin Toys |  | Fan full of dust |
51036 | PC slow since Monday | Adatum | AD-PC-112 | Two antivirus products run at once |
51037 | Slow sign-in on the terminal server | Woodgrove Bank | WB-RDS-1 | Profile disks on a full volume |
51038 | Remote desktop shows error 0x204 | Northwind Traders |  | Firewall rule for 3389 was scoped to the old subnet |
51039 | Citrix session freezes | Woodgrove Bank |  | Workspace app 2402 with the Zoom plug-in |
51040 | Wi-Fi drops in the warehouse | Tailspin Toys |  | Roaming between channel 36 and DFS channel 100 |
51041 | Guest Wi-Fi without internet | Contoso Dental |  | The captive portal certificate has expired |
51042 | Internet down at the branch | Northwind Traders |  | ONT shows a red LOS light | The provider replaced the fibre patch
51043 | Some web sites do not open | Adatum |  | DNS filter category "newly seen domains" |
51044 | Switch in the basement restarts | Fabrikam Law | FL-SW-3 | PoE budget exceeded by the new cameras |
51045 | Certificate of the web shop expired | Tailspin Toys |  | Renewal by ACME failed, port 80 is closed |
51046 | Phishing mail opened, password typed | Woodgrove Bank |  | Inbox rule moves everything to RSS feeds | Sessions revoked, password reset, rule removed
51047 | Spam sent from a mailbox | Adatum |  | Sign-in from Lagos at 03:12 |
51048 | Antivirus alert on the reception PC | Contoso Dental |  | Defender found Trojan:Script/Wacatac in a ZIP |
51049 | New laptop for David | Fabrikam Law |  |  | Autopilot profile assigned, hash uploaded
51050 | Leaver: delegate access must end today | Northwind Traders |  | Mailbox converted to shared |
51051 | Licence missing for Excel | Tailspin Toys |  | 24 of 24 Business Premium seats are assigned |
51052 | Excel crashes when opening the budget | Adatum |  | Add-in "Solver4" is not signed |
51053 | Sage cannot reach the database | Contoso Dental | CD-SQL01 | SQL Browser service is stopped |
51054 | X-ray software shows licence server not found | Contoso Dental |  | Dongle was moved to another USB port |
51055 | Time on all PCs is seven minutes late | Woodgrove Bank |  | w32tm source is Local CMOS Clock |
51056 | Second monitor stays dark | Fabrikam Law |  | Dock firmware older than the DisplayLink driver |
51057 | Door camera offline | Tailspin Toys |  |  | The camera took an address of the guest network
51058 | UPS beeps in the server room | Northwind Traders |  | Battery is from 2019 |
51059 | Drucker meldet Papierstau | Müller & Söhne | MS-DRU-2 |  | Die Druckerwarteschlange hängt, der Spooler läuft
51060 | الطابعة لا تعمل | Alpine Clinic |  | الطابعة متوقفة بعد التحديث |
`

/** What somebody types who remembers a case a little, and its title. */
const sought = `
51008 => VPN drops every few minutes
contoso mail outside => Mail from outside not arriving
mail from outside => Mail from outside not arriving
RejectMessage => Mail from outside not arriving
gmail spf => Mail to Gmail comes back
outlook password => Outlook asks for the password again and again
outlook keeps asking for password => Outlook asks for the password again and again
credential manager => Outlook asks for the password again and again
vpn mesh => VPN drops every few minutes
vpn does not connect after update => VPN cannot connect after the update
fabrikam vpn => VPN drops every few minutes
printer blank pages => Front desk printer prints blank pages
the printer at contoso prints blank => Front desk printer prints blank pages
cd-prn-01 => Front desk printer prints blank pages
scan folder smb1 => Scan to folder stopped
lockout 4740 => Account locked out every morning
locked out kiosk => Account locked out every morning
teams no sound => Teams has no sound
teams headset => Teams has no sound
vss writer backup => Nightly backup failed
disk full file server => Drive D: almost full on the file server
onedrive not syncing => OneDrive does not sync
bitlocker key dell => BitLocker asks for the recovery key
slow logon terminal server => Slow sign-in on the terminal server
wifi warehouse => Wi-Fi drops in the warehouse
expired certificate shop => Certificate of the web shop expired
phishing woodgrove => Phishing mail opened, password typed
clock wrong w32tm => Time on all PCs is seven minutes late
camera guest network => Door camera offline
business premium seats => Licence missing for Excel
xray licence => X-ray software shows licence server not found
druckerwarteschlange => Drucker meldet Papierstau
muller drucker => Drucker meldet Papierstau
الطابعة => الطابعة لا تعمل
`

const linesOf = (text: string) => text.trim().split('\n')
const listOf = (text = '') => (text ? text.split('; ') : [])

export const pastCases: readonly PastCase[] = linesOf(past).map((line) => {
  const [ticket = '', title = '', client = '', device, facts, messages] = line
    .split('|')
    .map((part) => part.trim())
  return {
    ticket,
    title,
    client,
    ...(device ? { device } : {}),
    facts: listOf(facts),
    messages: listOf(messages),
  }
})

export const soughtCases: readonly (readonly [typed: string, title: string])[] = linesOf(sought).map(
  (line) => {
    const [typed = '', title = ''] = line.split(' => ')
    return [typed, title]
  },
)
