/** Programs of others that judge signed zones, and answers. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { printName } from '../../../shared/dns/name-text.ts';
import { type Name } from '../../../shared/dns/name.ts';
import { ds } from '../../../shared/dns/rdata/ds.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { dsRdata } from '../../dnssec/ds.ts';
import { run, SEARCH_PATH } from '../peers/daemon.ts';
import { type Endpoint } from '../peers/peer.ts';

/** The programs, and the Debian packages they come in. */
const PROGRAMS = {
  'ldns-verify-zone': 'ldnsutils',
  'dnssec-verify': 'bind9-utils',
  kzonecheck: 'knot',
  delv: 'bind9-dnsutils',
  unbound: 'unbound',
  dig: 'bind9-dnsutils',
  pdnsutil: 'pdns-server',
  keymgr: 'knot',
  dnsviz: 'dnsviz',
} as const;

/** For `describe.skipIf`: true, said aloud, when one is missing; throws under CI, where nothing may be left unproved. */
export function checkersAreMissing(...programs: readonly (keyof typeof PROGRAMS)[]): boolean {
  const missing = programs.filter(
    (program) => !SEARCH_PATH.split(':').some((folder) => existsSync(path.join(folder, program))),
  );
  if (missing.length === 0) return false;
  const packages = new Set(missing.map((program) => PROGRAMS[program]));
  const message = `Not on this machine: ${missing.join(', ')}. To have them: apt-get install --no-install-recommends -y ${[...packages].join(' ')}`;
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`SKIPPED. ${message}`);
  return true;
}

/** For `describe.skipIf`: true, said aloud, where port 53 cannot be had; throws under CI. */
export function isNotRoot(): boolean {
  if (process.getuid?.() === 0) return false;
  const message = 'Port 53 of loopback takes root here. Run this suite as root.';
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`SKIPPED. ${message}`);
  return true;
}

export interface Verdicts {
  readonly ldns: string;
  readonly bind: string;
  readonly knot: string;
}

/** What the three zone checkers say of a signed zone file: `accepted`, or their complaint. */
export async function verdictsOn(file: string, zone: Name, isCsk: boolean): Promise<Verdicts> {
  const name = printName(zone);
  const [ldns, bind, knot] = await Promise.all([
    verdict('ldns-verify-zone', file),
    // -z: a zone may be signed by a key with the SEP bit throughout.
    verdict('dnssec-verify', '-q', ...(isCsk ? ['-z'] : []), '-o', name, file),
    verdict('kzonecheck', '-o', name, '-d', 'on', file),
  ]);
  return { ldns, bind, knot };
}

export const ACCEPTED: Verdicts = { ldns: 'accepted', bind: 'accepted', knot: 'accepted' };

/** A validator with our DS as its only trust anchor: BIND's delv. */
export class Delv implements AsyncDisposable {
  readonly #zone: Name;
  readonly #folder: string;

  private constructor(zone: Name, folder: string) {
    this.#zone = zone;
    this.#folder = folder;
  }

  static async trusting(zone: Name, dnskey: Octets): Promise<Delv> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-delv-'));
    const { keyTag, algorithm, digestType, digest } = ds.parse(dsRdata(zone, dnskey, 2));
    const anchor = `"${printName(zone)}" static-ds ${keyTag} ${algorithm} ${digestType} "${Buffer.from(digest, 'latin1').toString('hex')}";`;
    await writeFile(path.join(folder, 'anchor'), `trust-anchors { ${anchor} };\n`);
    return new Delv(zone, folder);
  }

  /** What delv says of each question's answer, such as `; fully validated` or `; negative response, fully validated`. */
  async ask(
    { address, port }: Endpoint,
    questions: readonly (readonly [name: string, type: string])[],
  ): Promise<readonly string[]> {
    const root = `+root=${printName(this.#zone)}`;
    const answers: string[] = [];
    for (const [name, type] of questions) {
      const options = ['-a', path.join(this.#folder, 'anchor'), root, `@${address}`, '-p', `${port}`];
      answers.push(await statusOf(options, name, type));
    }
    return answers;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function statusOf(options: readonly string[], name: string, type: string): Promise<string> {
  const { stdout, stderr } = await attempt('delv', ...options, name, type);
  // The first comment is the status of the answer; errors of validation go to the other output.
  const status = stdout.split('\n').filter((line) => line.startsWith(';'));
  return (
    status.find((line) => line.includes('validated') || line.includes('failed')) ?? status[0] ?? stderr.trim()
  );
}

async function verdict(program: string, ...args: readonly string[]): Promise<string> {
  const { ok, stdout, stderr } = await attempt(program, ...args);
  return ok ? 'accepted' : `${stdout}${stderr}`.trim();
}

async function attempt(
  program: string,
  ...args: readonly string[]
): Promise<{ readonly ok: boolean; readonly stdout: string; readonly stderr: string }> {
  try {
    return { ok: true, ...(await run(program, ...args)) };
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && 'stderr' in error)
      return { ok: false, stdout: String(error.stdout), stderr: String(error.stderr) };
    throw error;
  }
}
