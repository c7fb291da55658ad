/** What is looked at before a session opens (DESIGN §2.4). Each check answers findings; only errors stand against a session. */
import { scanName } from '../../shared/dns/name-text.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import type { Name } from '../../shared/dns/name.ts';
import { isAhead } from '../../shared/dns/serial.ts';
import { isEveryone } from '../../shared/model/addresses.ts';
import type { PreflightFinding } from '../../shared/model/preflight.ts';
import type { Secondary } from '../../shared/model/secondary.ts';
import type { BindFailure } from '../../shared/model/session.ts';
import { transferAccess } from '../nameserver/pipeline/access.ts';
import type { AccessEntry } from '../nameserver/served-zones.ts';
import type { CopyMemory, SessionZone } from './session-parts.ts';

export interface PreflightParts {
  readonly zones: () => readonly SessionZone[];
  readonly secondary: (id: string) => Secondary;
  readonly hasKey: (name: string) => boolean;
  /** The access rule as the name server goes by it. */
  readonly accessOf: (zone: Name) => readonly AccessEntry[];
  readonly memory: CopyMemory;
  readonly tryListen: () => Promise<readonly BindFailure[]>;
  /** What asks others: the parent, the router. Answers findings, whatever happens. */
  readonly askOthers: (zones: readonly SessionZone[]) => Promise<readonly PreflightFinding[]>;
  /** Asks secondaries what they hold; zones remember what was not made here. */
  readonly askCopies: (zones: readonly SessionZone[]) => Promise<void>;
  readonly now: () => number;
}

export class Preflight {
  readonly #parts: PreflightParts;

  constructor(parts: PreflightParts) {
    this.#parts = parts;
  }

  /** Everything, errors first. */
  async findings(): Promise<readonly PreflightFinding[]> {
    const { zones, tryListen, askOthers, askCopies } = this.#parts;
    const all = zones();
    await askCopies(all);
    const found = await Promise.all([
      tryListen().then((failures) =>
        failures.map((failure): PreflightFinding => ({ severity: 'error', code: 'cannot-bind', failure })),
      ),
      Promise.resolve(this.#atHome()),
      Promise.all(all.map((zone) => this.#draft(zone))).then((findings) => findings.flat()),
      askOthers(all),
    ]);
    return found.flat().sort((a, b) => rank(a) - rank(b));
  }

  /** The errors that can be found without asking anybody; opening the sockets is a check of its own. */
  standsAgainst(): readonly PreflightFinding[] {
    return this.#atHome().filter(({ severity }) => severity === 'error');
  }

  #atHome(): readonly PreflightFinding[] {
    const zones = this.#parts.zones();
    if (zones.length === 0) return [{ severity: 'warning', code: 'no-zones' }];
    return zones.flatMap((zone) =>
      zone.kind === 'native'
        ? []
        : [
            ...this.#elsewhere(zone),
            ...this.#access(zone),
            ...this.#serial(zone),
            ...this.#signatures(zone),
            ...dsWithoutKey(zone),
          ],
    );
  }

  /** What secondaries were last seen to hold that was not made here. */
  heldFromElsewhere(): readonly PreflightFinding[] {
    return this.#parts.zones().flatMap((zone) => (zone.kind === 'native' ? [] : this.#elsewhere(zone)));
  }

  #elsewhere(zone: SessionZone): readonly PreflightFinding[] {
    const isUsed = (id: string): boolean => zone.secondaries.some((use) => use.secondary === id);
    return zone
      .madeElsewhere()
      .filter(({ secondary }) => isUsed(secondary))
      .map(({ secondary, serial, why, signedAt, keys }) => ({
        severity: 'error',
        code: 'made-elsewhere',
        zone: zone.text,
        secondary,
        name: this.#parts.secondary(secondary).name,
        serial,
        ours: zone.serial ?? null,
        why,
        standsOn: zone.standsOn,
        signedAt,
        keys: keys.length,
      }));
  }

  async #draft(zone: SessionZone): Promise<readonly PreflightFinding[]> {
    const errors = await zone.draftErrors();
    if (errors === 0) return [];
    const code = zone.serial === undefined ? 'no-version' : 'draft-stays-behind';
    return [{ severity: 'warning', code, zone: zone.text, errors }];
  }

  /** The access rule, run dry for each secondary's address and key. */
  #access(zone: SessionZone): readonly PreflightFinding[] {
    const about = { zone: zone.text };
    const open = zone.alsoAllow.some(({ addresses, key }) => key === null && addresses.some(isEveryone));
    const findings: PreflightFinding[] = [
      ...(zone.secondaries.length === 0
        ? [{ severity: 'warning', code: 'no-secondaries', ...about } as const]
        : []),
      ...(open ? [{ severity: 'warning', code: 'open-to-everyone', ...about } as const] : []),
    ];
    for (const { secondary: id, key } of zone.secondaries) {
      const { name, transferFrom } = this.#parts.secondary(id);
      const copy = { ...about, secondary: id, name };
      if (key !== null && !this.#parts.hasKey(key))
        findings.push({ severity: 'error', code: 'key-missing', ...copy, key });
      else if (transferFrom.length === 0)
        findings.push({ severity: 'warning', code: 'no-transfer-address', ...copy });
      else
        findings.push(...this.#refusals(zone, transferFrom, key).map((refusal) => ({ ...refusal, ...copy })));
    }
    return findings;
  }

  #refusals(
    zone: SessionZone,
    transferFrom: readonly string[],
    key: string | null,
  ): readonly { severity: 'error'; code: 'access-refused'; address: string; reason: string }[] {
    const access = this.#parts.accessOf(zone.name);
    const name = key === null ? undefined : scanName(key as Octets);
    const signer = name === undefined || typeof name === 'string' ? undefined : { name };
    return transferFrom.flatMap((block) => {
      const reason = transferAccess(access, block.split('/')[0], signer);
      return reason === 'granted'
        ? []
        : [{ severity: 'error', code: 'access-refused', address: block, reason } as const];
    });
  }

  #serial(zone: SessionZone): readonly PreflightFinding[] {
    const serial = zone.nextSerial;
    if (serial === undefined) return [];
    return zone.secondaries.flatMap(({ secondary: id }): readonly PreflightFinding[] => {
      const holds = this.#parts.memory.of(zone.text, id).heldSerial;
      if (holds === null || holds === serial || isAhead(serial, holds)) return [];
      const { name } = this.#parts.secondary(id);
      return [
        { severity: 'error', code: 'serial-behind', zone: zone.text, secondary: id, name, serial, holds },
      ];
    });
  }

  /** RFC 6781 §4.4.1: at every refresh a signature has to outlive the copy, and what was cached of it for a day. */
  #signatures(zone: SessionZone): readonly PreflightFinding[] {
    const until = zone.signaturesUntil();
    if (until === null) return [];
    const leftMs = until - this.#parts.now();
    if (leftMs <= 0) return [{ severity: 'error', code: 'signatures-expired', zone: zone.text, until }];
    return leftMs < (zone.timers.expire + DAY_SECONDS) * 1000
      ? [{ severity: 'warning', code: 'signatures-short', zone: zone.text, until }]
      : [];
  }
}

function dsWithoutKey(zone: SessionZone): readonly PreflightFinding[] {
  const foreign = [...zone.dsWithoutKey()];
  return foreign.length === 0
    ? []
    : [{ severity: 'error', code: 'ds-without-key', zone: zone.text, foreign }];
}

const DAY_SECONDS = 86_400;
const rank = ({ severity }: PreflightFinding): number => (severity === 'error' ? 0 : 1);
