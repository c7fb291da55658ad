/**
 * What another name server needs to go on as the primary of a zone: its configuration, and the commands that take the keys in.
 * The keys are the same, so the DS at the parent stays as it is. Names are printed without their final dot; file names are
 * those under which this app saves zone and keys.
 */
import type { Endpoint } from '../model/secondary.ts';
import type { TsigAlgorithm } from '../model/keys.ts';
import { withoutDot } from '../model/spoken-name.ts';

export interface HandOverKey {
  /** The files' name without its ending: `Kexample.com.+013+01234`. */
  readonly file: string;
  readonly role: 'csk' | 'ksk' | 'zsk';
}

export interface HandOverFacts {
  /** With or without the final dot. */
  readonly zone: string;
  /** The zone file, unsigned. */
  readonly file: string;
  /** How it is signed; null where it is not. */
  readonly signing: {
    /** IANA's mnemonic, `ECDSAP256SHA256`. */
    readonly algorithm: string;
    readonly denial: 'nsec' | 'nsec3';
    readonly keys: readonly HandOverKey[];
  } | null;
  readonly secondaries: readonly {
    readonly name: string;
    readonly notifyTo: readonly Endpoint[];
    readonly transferFrom: readonly string[];
    readonly key: {
      readonly name: string;
      readonly algorithm: TsigAlgorithm;
      readonly secret: string;
    } | null;
  }[];
}

export type HandOverTarget = 'bind' | 'knot' | 'powerdns';

/** A text for the new server, and where it belongs. */
export interface HandOverText {
  readonly place: string;
  readonly text: string;
}

export const HAND_OVERS: Readonly<
  Record<
    HandOverTarget,
    { readonly name: string; readonly texts: (facts: HandOverFacts) => readonly HandOverText[] }
  >
> = {
  bind: { name: 'BIND', texts: bindTexts },
  knot: { name: 'Knot DNS', texts: knotTexts },
  powerdns: {
    name: 'PowerDNS',
    texts: (facts) => [{ place: 'a shell on the server, in the folder of the files', text: powerdns(facts) }],
  },
};

const SHELL = 'a shell on the server, in the folder of the files, before it is started';

function bindTexts(facts: HandOverFacts): readonly HandOverText[] {
  return [
    { place: 'named.conf', text: bind(facts) },
    ...(facts.signing === null ? [] : [{ place: SHELL, text: lines(facts.signing.keys.flatMap(bindKey)) }]),
  ];
}

/**
 * BIND takes an existing key over only when its state says that the zone stands on it; otherwise it makes another (seen:
 * 9.18.49). The tool knows a CSK as a KSK: the last lines of its state say that it is one.
 */
function bindKey({ file, role }: HandOverKey): readonly string[] {
  const states = [
    '-g OMNIPRESENT -k OMNIPRESENT now',
    ...(role === 'ksk' ? [] : ['-z OMNIPRESENT now']),
    ...(role === 'zsk' ? [] : ['-r OMNIPRESENT now -d OMNIPRESENT now']),
  ];
  return [
    `dnssec-settime -s -P now -A now ${states.join(' ')} ${file}`,
    ...(role === 'csk' ? [`printf 'Lifetime: 0\\nKSK: yes\\nZSK: yes\\n' >> ${file}.state`] : []),
  ];
}

/** BIND 9.18; what is signed here before is found in the key directory. */
function bind({ zone, file, signing, secondaries }: HandOverFacts): string {
  const policy = `handed-over-${idOf(zone)}`;
  const keys = keysOf(secondaries);
  const allowed = secondaries.flatMap(({ key, transferFrom }) => {
    if (key === null) return transferFrom.map((one) => `${one};`);
    const signed = `key "${withoutDot(key.name)}";`;
    // Address and key: who is not among the addresses is refused before the key is looked at.
    return transferFrom.length === 0
      ? [signed]
      : [`{ !{ ${transferFrom.map((one) => `!${one};`).join(' ')} any; }; ${signed} };`];
  });
  const notified = secondaries.flatMap(({ notifyTo, key }) =>
    notifyTo.map(
      ({ address, port }) =>
        `${address} port ${port}${key === null ? '' : ` key "${withoutDot(key.name)}"`};`,
    ),
  );
  return lines([
    ...keys.flatMap(({ name, algorithm, secret }) => [
      `key "${withoutDot(name)}" { algorithm ${algorithm}; secret "${secret}"; };`,
    ]),
    ...(signing === null
      ? []
      : [
          `dnssec-policy "${policy}" {`,
          '    keys {',
          ...signing.keys.map(
            ({ role }) => `        ${role} lifetime unlimited algorithm ${signing.algorithm.toLowerCase()};`,
          ),
          '    };',
          ...(signing.denial === 'nsec3' ? ['    nsec3param iterations 0 optout no salt-length 0;'] : []),
          '};',
        ]),
    `zone "${withoutDot(zone)}" {`,
    '    type primary;',
    `    file "${file}";`,
    ...(signing === null
      ? []
      : [`    dnssec-policy "${policy}";`, '    inline-signing yes;', '    key-directory ".";']),
    `    allow-transfer { ${allowed.length === 0 ? 'none;' : allowed.join(' ')} };`,
    ...(notified.length === 0 ? [] : ['    notify explicit;', `    also-notify { ${notified.join(' ')} };`]),
    '};',
  ]);
}

function knotTexts(facts: HandOverFacts): readonly HandOverText[] {
  const { zone, signing } = facts;
  return [
    { place: 'knot.conf', text: knot(facts) },
    ...(signing === null
      ? []
      : [
          {
            place: SHELL,
            text: lines(
              signing.keys.map(({ file, role }) => {
                const yes = (is: boolean): string => (is ? 'yes' : 'no');
                return `keymgr ${withoutDot(zone)} import-pem ${file}.pem algorithm=${signing.algorithm} ksk=${yes(role !== 'zsk')} zsk=${yes(role !== 'ksk')} publish=+0 active=+0`;
              }),
            ),
          },
        ]),
  ];
}

/** Knot 3.2. */
function knot({ zone, file, signing, secondaries }: HandOverFacts): string {
  const id = idOf(zone);
  const remotes = secondaries.flatMap(({ notifyTo, key }, index) =>
    notifyTo.length === 0
      ? []
      : [
          `  - id: secondary-${id}-${index + 1}`,
          `    address: [ ${notifyTo.map(({ address, port }) => `${address}@${port}`).join(', ')} ]`,
          ...(key === null ? [] : [`    key: ${withoutDot(key.name)}`]),
        ],
  );
  const rules = secondaries.flatMap(({ transferFrom, key }, index) =>
    key === null && transferFrom.length === 0
      ? []
      : [
          `  - id: transfer-${id}-${index + 1}`,
          '    action: transfer',
          ...(transferFrom.length === 0 ? [] : [`    address: [ ${transferFrom.join(', ')} ]`]),
          ...(key === null ? [] : [`    key: ${withoutDot(key.name)}`]),
        ],
  );
  const idsOf = (items: readonly string[]): string =>
    `[ ${items.flatMap((line) => /- id: (\S+)/.exec(line)?.[1] ?? []).join(', ')} ]`;
  return lines([
    ...section(
      'key',
      keysOf(secondaries).flatMap(({ name, algorithm, secret }) => [
        `  - id: ${withoutDot(name)}`,
        `    algorithm: ${algorithm}`,
        `    secret: ${secret}`,
      ]),
    ),
    ...section('remote', remotes),
    ...section('acl', rules),
    ...(signing === null
      ? []
      : [
          'policy:',
          `  - id: handed-over-${id}`,
          `    algorithm: ${signing.algorithm.toLowerCase()}`,
          `    single-type-signing: ${signing.keys.some(({ role }) => role === 'csk') ? 'on' : 'off'}`,
          // No rollover by itself: the DS at the parent stays.
          '    ksk-lifetime: 0',
          '    zsk-lifetime: 0',
          `    nsec3: ${signing.denial === 'nsec3' ? 'on' : 'off'}`,
          ...(signing.denial === 'nsec3' ? ['    nsec3-iterations: 0', '    nsec3-salt-length: 0'] : []),
          '',
        ]),
    'zone:',
    `  - domain: ${withoutDot(zone)}`,
    `    file: ${file}`,
    ...(remotes.length === 0 ? [] : [`    notify: ${idsOf(remotes)}`]),
    ...(rules.length === 0 ? [] : [`    acl: ${idsOf(rules)}`]),
    ...(signing === null ? [] : ['    dnssec-signing: on', `    dnssec-policy: handed-over-${id}`]),
  ]);
}

/** PowerDNS 4.7. */
function powerdns({ zone, file, signing, secondaries }: HandOverFacts): string {
  const name = withoutDot(zone);
  // An address alone lets its owner in, key or not: only those without a key are named.
  const from = secondaries.flatMap(({ key, transferFrom }) => (key === null ? transferFrom : []));
  const notified = secondaries.flatMap(({ notifyTo }) =>
    notifyTo.map(({ address, port }) =>
      address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`,
    ),
  );
  return lines([
    `pdnsutil load-zone ${name} ${file}`,
    `pdnsutil set-kind ${name} primary`,
    ...(signing?.keys ?? []).map(
      ({ file: key, role }) =>
        `pdnsutil import-zone-key ${name} ${key}.private ${role === 'zsk' ? 'zsk' : 'ksk'} active`,
    ),
    ...(signing?.denial === 'nsec3' ? [`pdnsutil set-nsec3 ${name} '1 0 0 -'`] : []),
    ...keysOf(secondaries).flatMap((key) => [
      `pdnsutil import-tsig-key ${withoutDot(key.name)} ${key.algorithm} '${key.secret}'`,
      `pdnsutil activate-tsig-key ${name} ${withoutDot(key.name)} primary`,
    ]),
    ...(from.length === 0 ? [] : [`pdnsutil set-meta ${name} ALLOW-AXFR-FROM ${from.join(' ')}`]),
    ...(notified.length === 0 ? [] : [`pdnsutil set-meta ${name} ALSO-NOTIFY ${notified.join(' ')}`]),
    `pdnsutil rectify-zone ${name}`,
    // It signs as it answers, so the serial is the file's: secondaries come for a higher one.
    `pdnsutil increase-serial ${name}`,
  ]);
}

type Key = NonNullable<HandOverFacts['secondaries'][number]['key']>;

/** Each key once. */
function keysOf(secondaries: HandOverFacts['secondaries']): readonly Key[] {
  return [
    ...new Map(secondaries.flatMap(({ key }) => (key === null ? [] : [[key.name, key] as const]))).values(),
  ];
}

const section = (name: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`${name}:`, ...items, ''];
const idOf = (zone: string): string => withoutDot(zone).replace(/[^A-Za-z0-9]+/g, '-');
const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
