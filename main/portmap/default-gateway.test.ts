import { expect, it } from 'vitest';
import { gatewayInPrint, gatewayInProc, gatewayInRoute } from './default-gateway.ts';

const PROC = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
wlan0	00000000	0101A8C0	0003	0	0	600	00000000	0	0	0
eth0	00000000	FE01A8C0	0003	0	0	100	00000000	0	0	0
tun0	00000000	00000000	0001	0	0	50	00000000	0	0	0
tun0	00000000	0100080A	0003	0	0	0	00000080	0	0	0
eth0	0001A8C0	00000000	0001	0	0	100	00FFFFFF	0	0	0
`;

const ROUTE = `   route to: default
destination: default
       mask: default
    gateway: 192.168.1.1
  interface: en0
      flags: <UP,GATEWAY,DONE,STATIC,PRCLONING,GLOBAL>
`;

const PRINT = `===========================================================================
Schnittstellenliste
 12...00 15 5d 01 02 03 ......Microsoft Hyper-V Network Adapter
===========================================================================

IPv4-Routentabelle
===========================================================================
Aktive Routen:
     Netzwerkziel    Netzwerkmaske          Gateway    Schnittstelle Metrik
          0.0.0.0          0.0.0.0      192.168.9.1     192.168.9.23    281
          0.0.0.0          0.0.0.0      192.168.1.1      192.168.1.5     25
===========================================================================
`;

it('finds the default gateway of the least metric in the routing table of each system', () => {
  expect([gatewayInProc(PROC, true), gatewayInRoute(ROUTE), gatewayInPrint(PRINT)]).toEqual([
    '192.168.1.254',
    '192.168.1.1',
    '192.168.1.1',
  ]);
});

it('finds none where there is none', () => {
  const heading = PROC.slice(0, PROC.indexOf('\n') + 1);
  expect([
    gatewayInProc(heading, true),
    gatewayInProc('', true),
    gatewayInRoute('route: writing to routing socket: not in table'),
    gatewayInPrint(''),
  ]).toEqual([undefined, undefined, undefined, undefined]);
});
