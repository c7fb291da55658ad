/** Every zone file of ours, imported, published and transferred: what arrives is what `named-compilezone` makes of the file. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hexEncode } from '../../shared/dns/encodings.ts';
import { printName } from '../../shared/dns/name-text.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { canonicalRdata } from '../../shared/dns/rdata/registry.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { scanZone } from '../../shared/dns/zone-file/scan-zone.ts';
import { peersAreMissing } from './peers/missing-peers.ts';
import { startApp, type RunningApp } from './running-app.ts';
import { compiledByBind } from './zone-files/readers.ts';

const FOLDER = path.join(import.meta.dirname, 'zone-files');
/** Left out of an import of a zone that is signed elsewhere: its keys are not here. */
const LEFT_OUT: ReadonlySet<number> = new Set([
  TYPE.RRSIG,
  TYPE.NSEC,
  TYPE.NSEC3,
  TYPE.NSEC3PARAM,
  TYPE.DNSKEY,
  TYPE.CDS,
  TYPE.CDNSKEY,
  TYPE.ZONEMD,
]);

interface ZoneFile {
  readonly file: string;
  readonly zone: string;
  /** As BIND compiles it, one record per line. */
  readonly compiled: string;
}

/** Each record in canonical wire form; the SOA's serial, which is the version's, left out. */
function records(text: string): string[] {
  const { rrsets } = scanZone({ file: 'transferred', text: text as Octets });
  return rrsets
    .filter(({ type }) => !LEFT_OUT.has(type))
    .flatMap(({ owner, type, ttlSeconds, rdatas }) =>
      rdatas.map((rdata) => {
        const data = type === TYPE.SOA ? soa.compose({ ...soa.parse(rdata), serial: 0 }) : rdata;
        return `${printName(owner.toLowerCase())} ${ttlSeconds} ${type} ${hexEncode(canonicalRdata(type, data))}`;
      }),
    )
    .sort();
}

describe.skipIf(peersAreMissing('BIND'))('a published zone file', () => {
  const work = mkdtempSync(path.join(tmpdir(), 'transferred-zones-'));
  const files: ZoneFile[] = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.zone'))
    .map((file) => {
      const zone = /^; zone: (\S+)/.exec(readFileSync(path.join(FOLDER, file), 'latin1'))?.[1] ?? '';
      const compiled = compiledByBind(zone, path.join(FOLDER, file), path.join(work, file));
      return { file, zone, compiled };
    });
  let app: RunningApp;
  let key: string;
  let signature: string;

  beforeAll(async () => {
    app = await startApp();
    const created = await app.calls.keys.create({ name: 'all', algorithm: 'hmac-sha512' });
    const { secret } = await app.calls.keys.secret({ name: created.name });
    key = created.name;
    signature = `${created.algorithm}:${key}:${secret}`;
  });
  afterAll(async () => {
    await app.stop();
    rmSync(work, { recursive: true });
  });

  it('is one of at least 25', () => expect(files.length).toBeGreaterThanOrEqual(25));

  it.each(files)('$file arrives record by record', async ({ file, zone: name, compiled }) => {
    const { calls } = app;
    // An included file stays where it is: what came of the include is imported instead.
    const text = file === 'include.zone' ? compiled : readFileSync(path.join(FOLDER, file), 'latin1');
    const { name: zone } = await calls.zones.import({ name, text, latin1: true, kind: 'primary' });
    const settings = { alsoAllow: [{ addresses: ['127.0.0.1'], key }] };
    await calls.zones.updateSettings({ zone, settings });
    await calls.session.start({});
    const { port } = app.endpoint;
    const { stdout } = await promisify(execFile)(
      'dig',
      ['@127.0.0.1', '-p', String(port), '-y', signature, '+onesoa', '+noall', '+answer', '-t', 'AXFR', name],
      { encoding: 'latin1', maxBuffer: 1 << 27 },
    );
    expect(records(stdout)).toEqual(records(compiled));
    await calls.session.stop({});
    await calls.zones.delete({ zone });
  });
});
