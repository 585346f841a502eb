import { check, confirmed, option, question, ruledOut } from '../node.ts'

/** Load, timers, power saving, drivers, packet size. */
export const timerNodes = [
  question('drop-gateway', {
    ask: 'Is the gateway or its line at its limit at that time?',
    context: 'CPU, sessions, upload, and the failover log of the line.',
    task: check(
      'Read the gateway’s load at the time',
      'CPU, memory, throughput, encryption limit in the data sheet, line failovers.',
    ),
    client: 'We are checking the load on the company’s side.',
    hypothesis: 'The gateway or its line is at its limit',
    confidence: 50,
    options: [
      option(
        'Yes, at the limit',
        'yes|limit|high|100|full|overloaded|saturated',
        'c-capacity',
        'The narrow place.',
        confirmed(
          'The gateway or its line is at its limit',
          'The company’s side of the connection is overloaded.',
        ),
      ),
      option(
        'The line flaps',
        'flaps|failover|line drops|wan|reconnects',
        'c-line',
        'The office’s own line.',
        confirmed('The office’s internet line is unstable', 'The company’s internet line is unstable.'),
      ),
      option(
        'No, plenty left',
        'no|plenty|low|fine|ok|idle',
        'mtu',
        'No shortage.',
        ruledOut('Gateway overloaded', 'There is no overload on the company’s side.'),
      ),
    ],
    otherwise: 'mtu',
  }),
  question('drop-lifetime', {
    ask: 'Does the interval match a lifetime on the gateway?',
    context:
      'IKE and child lifetimes (1 h, 8 h), session limit, re-authentication with the second factor, DHCP lease.',
    task: check(
      'Compare the interval with the gateway’s timers',
      'Phase 1, phase 2, session limit, re-authentication.',
    ),
    client: 'We are comparing the interval with the settings of the connection.',
    hypothesis: 'A timer ends the session',
    confidence: 58,
    options: [
      option(
        'Yes, key renewal',
        'rekey|key renewal|phase|ike|lifetime|renewal',
        'c-rekey',
        'Both ends must agree on renewal.',
        confirmed('It drops at key renewal', 'The connection breaks when its keys are renewed.'),
      ),
      option(
        'Yes, session limit',
        'session|limit|reauth|re-authentication|sign-in|maximum|8 hours|12 hours',
        'c-session-limit',
        'A limit somebody once set.',
        confirmed('A session limit ends the connection', 'A time limit ends the connection.'),
      ),
      option(
        'No timer fits',
        'no|none|no timer|does not match|nothing',
        'drop-power',
        'Then the computer.',
        ruledOut('Timer on the gateway', 'No time limit is the cause.'),
      ),
    ],
    otherwise: 'drop-power',
  }),
  question('drop-power', {
    ask: 'Does the computer save power on the network adapter, or does an idle limit apply?',
    context: 'Adapter › Power Management, modern standby, idle limit in client and gateway.',
    task: check(
      'Check power saving and idle limits',
      null,
      'Get-NetAdapterPowerManagement | Format-Table Name,AllowComputerToTurnOffDevice,SelectiveSuspend; Get-VpnConnection | Format-Table Name,IdleDisconnectSeconds; powercfg /sleepstudy',
    ),
    client: 'We are checking the energy settings of the computer.',
    hypothesis: 'Power saving or an idle limit ends the session',
    confidence: 55,
    options: [
      option(
        'Power saving is on',
        'power saving|power|adapter|standby|suspend|sleep',
        'c-power',
        'The adapter goes to sleep.',
        confirmed('The network adapter saves power', 'The computer switches its network off to save energy.'),
      ),
      option(
        'An idle limit applies',
        'idle|limit|idle limit|timeout|idledisconnect',
        'c-session-limit',
        'A limit ends idle sessions.',
        confirmed('An idle limit ends the session', 'A time limit ends unused connections.'),
      ),
      option(
        'Neither',
        'neither|no|none|off|nothing',
        'drop-driver',
        'Neither.',
        ruledOut('Power saving or idle limit', 'The energy settings are not the cause.'),
      ),
    ],
    otherwise: 'drop-driver',
  }),
  question('drop-driver', {
    ask: 'Are network driver and VPN client current?',
    context: 'Wi-Fi drivers of laptops are a frequent cause; take them from the maker, not from Windows.',
    task: check(
      'Check driver and client versions',
      null,
      'Get-NetAdapter | Format-Table Name,InterfaceDescription,DriverVersion,DriverDate',
    ),
    client: 'We are checking the network software of the computer.',
    hypothesis: 'An old driver or client',
    confidence: 48,
    options: [
      option(
        'Outdated',
        'outdated|old|not current|behind|no',
        'c-client',
        'Update both.',
        confirmed('Driver or VPN client is outdated', 'The network software of the computer is out of date.'),
      ),
      option(
        'Current',
        'current|fine|latest|ok|yes|new',
        'drop-scope',
        'Current. Back to the line.',
        ruledOut('Outdated driver or client', 'The network software of the computer is up to date.'),
      ),
      option(
        'Current, line is checked',
        'line is checked|line checked|already measured',
        'mtu',
        'Then packet size.',
        ruledOut('Outdated driver or client', 'The network software of the computer is up to date.'),
      ),
    ],
    otherwise: 'mtu',
  }),
  question('mtu', {
    ask: 'Do large packets get through the tunnel?',
    context: 'Small things work, large ones hang: the signature of MTU. Halve the size until it passes.',
    task: check(
      'Test the packet size',
      '1472 is a full Ethernet packet; in a tunnel 1350 to 1400 is normal.',
      'ping <server-address> -f -l 1372; netsh interface ipv4 show subinterfaces',
    ),
    client: 'We are testing whether larger amounts of data get through.',
    hypothesis: 'Packets are too large for the way',
    confidence: 48,
    options: [
      option(
        'No, only small ones',
        'no|only small|fragmented|hangs|needs to be fragmented|fails',
        'c-mtu',
        'Then smaller packets.',
        confirmed('Large packets do not get through', 'Larger amounts of data get stuck on the way.'),
      ),
      option(
        'Yes, all sizes',
        'yes|all|fine|ok|passes|works',
        'any-other-device',
        'Not the size. We narrow further in the general way.',
        ruledOut('Packet size', 'Larger amounts of data get through.'),
      ),
    ],
    otherwise: 'any-other-device',
  }),
]
