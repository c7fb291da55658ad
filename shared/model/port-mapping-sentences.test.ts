import { expect, it } from 'vitest';
import type { MappingRefusal } from './port-mapping.ts';
import { manualRule, portMappingSentence } from './port-mapping-sentences.ts';

const WANTED = { externalPort: 53, internal: { address: '192.168.1.5', port: 5300 } };
const RULE = 'router: forward TCP and UDP 53 to 192.168.1.5 port 5300';

it('says of each refusal what the router said, and gives the rule to set up by hand', () => {
  const refused = (why: MappingRefusal) =>
    ({ state: 'refused', ...WANTED, by: 'upnp', externalAddress: '203.0.113.7', why }) as const;
  const refusals = [
    refused({ code: 'refused', detail: '718 ConflictInMappingEntry' }),
    refused({ code: 'other-port', offered: 1024 }),
    refused({ code: 'silent' }),
  ];
  expect(refusals.map(portMappingSentence)).toEqual([
    'The router does not map port 53 (UPnP: 718 ConflictInMappingEntry). Most map 1024 and up only. Set up the rule by hand there.',
    'The router would map port 1024 instead of 53 (UPnP), where no secondary asks, so that was taken back. Most map 1024 and up only. Set up the rule by hand there.',
    'The router answered at first and then no more (UPnP). Set up the rule by hand there.',
  ]);
  expect(refusals.map(manualRule)).toEqual([RULE, RULE, RULE]);
});

it('gives no rule where it works, and none without an address to send to', () => {
  const mapped = { state: 'mapped', ...WANTED, by: 'nat-pmp', externalAddress: '203.0.113.7' } as const;
  const states = [
    mapped,
    { state: 'no-router', ...WANTED } as const,
    { state: 'no-router', ...WANTED, internal: null } as const,
    { state: 'not-listening' } as const,
  ];
  expect(states.map(manualRule)).toEqual([null, RULE, null, null]);
  expect(portMappingSentence(mapped)).toBe(
    'The router sends TCP and UDP 53 here while this session is open (NAT-PMP).',
  );
});
