/** What the screen of the API for tools says. */
import { spoken } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';
import { count, duration } from '../ui/format.ts';

export const words = {
  title: 'API for tools',
  hint: `ACME clients, external-dns, dnscontrol and others change your ${TERMS.zones} through it as they would in a PowerDNS. Each change goes into a ${TERMS.version} of its own; your own ${TERMS.edits} stay where they are.`,
  on: 'Answer tools',
  off: 'Switched off: nothing listens.',
  listening: (url: string) => `It listens at ${url}.`,
  address: 'Address',
  addressHint: 'Loopback unless tools run elsewhere: containers cannot reach it.',
  addressWrong: 'Expected an IP address, such as 127.0.0.1.',
  notLoopback:
    'Whoever reaches this address and has the key can change everything. The key crosses the network in the clear.',
  port: 'Port',
  portWrong: 'Expected a port, 0–65535; 0 takes a free one.',
  allow: 'Who may ask',
  allowHint: 'Addresses or blocks, one a line. This computer itself always may.',
  hostNames: 'Names it may be called by',
  hostNamesHint:
    'Besides its addresses and localhost, one a line: a container calls it host.docker.internal, say.',
  lineWrong: (line: string) => `“${line}” is no address or block.`,
  mayPublish: `Tools may ${TERMS.publish}`,
  mayPublishHint: `What they write goes out in a ${TERMS.session} of its own, 2 s after the last write. Else it waits for you.`,
  showSecrets: 'Give out secrets',
  showSecretsHint: 'TSIG secrets and private DNSSEC keys, to whoever has the API key.',
  save: 'Save',
  saved: 'Saved.',
  revert: 'Take back',
  unsaved: 'Not saved yet',

  key: 'API key',
  keyHint: 'Sent by tools as X-API-Key.',
  keyFixed: 'It came with the command line.',
  rotate: 'New key…',
  rotateTitle: 'Make a new API key?',
  rotateConsequence: 'Every tool is refused until it is given the new key.',
  rotateVerb: 'Make a new key',
  rotated: 'The API has a new key.',

  tools: 'Settings for tools',
  into: (place: string) => `For ${place}.`,

  waiting: `Waiting to be ${TERMS.publish}ed`,
  waitingSentence: (versions: readonly { zone: string; serial: number }[]) =>
    versions.length === 1
      ? `Tools made ${TERMS.version} ${versions[0].serial} of ${spoken(versions[0].zone)}. It waits for you.`
      : `Tools made ${TERMS.version}s of ${count(versions.length, TERMS.zone, TERMS.zones)}. They wait for you.`,
  publish: `${TERMS.Publish}…`,
  served: 'From the last write to served everywhere',
  servedColumns: { zone: TERMS.Zone, serial: 'Serial', took: 'Took' },
  notYet: 'not yet',
  took: (ms: number) => duration(ms),
  tooSlow: `longer than lego waits (120 s): make _acme-challenge a CNAME into a faster ${TERMS.zone}, or set PDNS_PROPAGATION_TIMEOUT.`,

  requests: 'Last requests',
  columns: { at: 'When', client: 'Client', request: 'Request', outcome: 'Outcome' },
  noRequests: 'Nobody has asked yet.',
  unnamed: 'does not say',
  tookMs: (ms: number) => `${Math.max(1, Math.round(ms))} ms`,
} as const;
