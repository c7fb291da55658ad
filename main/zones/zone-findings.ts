/** What the rules say of a zone's records, kept up to date from edit to edit: costs what was touched, not what the zone weighs. */
import { type Name } from '../../shared/dns/name.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import { type RRsetChange, type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { type RuleFinding } from '../../shared/dns/zone-rules/finding.ts';
import { ZoneChecker } from '../../shared/dns/zone-rules/zone-checker.ts';
import { type Rhythm } from '../../shared/model/zone.ts';
import { SerialQueue } from '../storage/serial-queue.ts';
import { soaTimers } from './rhythm.ts';
import { stepsInTurns } from './turn.ts';

/** From here on a check of the whole zone, in slices, is kinder than an update in one piece. */
const MANY_CHANGES = 500;

interface Checked {
  readonly contents: ZoneContents;
  readonly rhythm: Rhythm;
  readonly checker: ZoneChecker;
}

export interface FindingCounts {
  readonly errors: number;
  readonly warnings: number;
}

export class ZoneFindings {
  readonly #queue = new SerialQueue();
  #checked: Checked | undefined;
  #counts: FindingCounts = { errors: 0, warnings: 0 };

  /** As of the last check. */
  get counts(): FindingCounts {
    return this.#counts;
  }

  /** All findings about `contents`, in canonical order of their owners. */
  async all(contents: ZoneContents, rhythm: Rhythm): Promise<readonly RuleFinding[]> {
    return this.#queue.run(async () => (await this.#follow(contents, rhythm)).findings);
  }

  /** The findings about some names of `contents`. */
  async about(
    owners: readonly Name[],
    contents: ZoneContents,
    rhythm: Rhythm,
  ): Promise<readonly RuleFinding[]> {
    return this.#queue.run(async () => {
      const checker = await this.#follow(contents, rhythm);
      return owners.flatMap((owner) => checker.findingsOf(owner));
    });
  }

  async errorCount(contents: ZoneContents, rhythm: Rhythm): Promise<number> {
    return this.#queue.run(async () => (await this.#follow(contents, rhythm)).errorCount);
  }

  async #follow(contents: ZoneContents, rhythm: Rhythm): Promise<ZoneChecker> {
    const known = this.#checked;
    if (known?.contents === contents && known.rhythm === rhythm) return known.checker;
    const changes = known?.rhythm === rhythm ? fewChanges(known.contents, contents) : undefined;
    // While it is worked on it stands for nothing: a failure in between must not leave half a check behind.
    this.#checked = undefined;
    const checker = changes === undefined ? await checkAll(contents, rhythm) : known?.checker;
    if (checker === undefined) return checkAll(contents, rhythm);
    if (changes !== undefined) checker.update(contents, changes);
    this.#checked = { contents, rhythm, checker };
    const errors = checker.errorCount;
    this.#counts = { errors, warnings: checker.findings.length - errors };
    return checker;
  }
}

/** The changes, if they are few and do not touch EXPIRE, against which every TTL is measured. */
function fewChanges(before: ZoneContents, after: ZoneContents): readonly RRsetChange[] | undefined {
  if (expireOf(before) !== expireOf(after)) return undefined;
  const changes: RRsetChange[] = [];
  for (const change of after.differencesFrom(before)) {
    changes.push(change);
    if (changes.length > MANY_CHANGES) return undefined;
  }
  return changes;
}

function checkAll(contents: ZoneContents, rhythm: Rhythm): Promise<ZoneChecker> {
  const rhythmTimers = soaTimers(rhythm, pollsAsItSays(contents));
  return stepsInTurns(ZoneChecker.steps(contents, { rhythmTimers }));
}

/** Which of a rhythm's two sets of timers the SOA may follow: the one for secondaries that poll, if that is what it says. */
function pollsAsItSays(contents: ZoneContents): boolean {
  const rdata = contents.soa?.rdatas[0];
  return rdata !== undefined && soa.parse(rdata).refresh === soaTimers('month', true).refresh;
}

function expireOf(contents: ZoneContents): number | undefined {
  const rdata = contents.soa?.rdatas[0];
  return rdata === undefined ? undefined : soa.parse(rdata).expire;
}
