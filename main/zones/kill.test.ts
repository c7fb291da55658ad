/**
 * `kill -9` at random moments: every acknowledged deed is there afterwards, the one that was under way either wholly or
 * not at all, and no serial ever stands for two contents.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Said } from './kill-subject.ts';
import { textsIn } from './zone-deeds.ts';
import {
  afterDeed,
  EMPTY_MODEL,
  same,
  textsOf,
  type Deed,
  type Texts,
  type ZoneModel,
} from './zone-model.ts';
import { ORIGIN, TemporaryZones } from './temporary-zones.ts';
import { type Zone } from './zone.ts';

const KILLS = process.env['HIDDEN_PRIMARY_LONG'] === '1' ? 200 : 20;
const LONGEST_LIFE_MS = 250;

it(
  `loses nothing acknowledged and uses no serial twice over ${KILLS} kills`,
  { timeout: KILLS * 5000 },
  async () => {
    const temporary = await TemporaryZones.make();
    const contentsOf = new Map<number, Texts>();
    let model = EMPTY_MODEL;
    let deeds = 0;
    let finishedUnderWay = 0;
    try {
      for (let kill = 1; kill <= KILLS; kill++) {
        const { done, underWay, versions } = await runAndKill(temporary.folder, kill);
        for (const [serial, served] of versions) hold(contentsOf, serial, served);
        deeds += done.length;
        const acknowledged = done.reduce(afterDeed, model);
        const zone = (await temporary.open()).find(ORIGIN);
        // Killed before anybody was told of the zone.
        if (zone === undefined && model === EMPTY_MODEL && done.length === 0) continue;
        if (zone === undefined) throw new Error(`the zone is gone after kill ${kill}`);
        await zone.settled();
        const further = underWay === undefined ? acknowledged : afterDeed(acknowledged, underWay);
        const isFurther = !equals(zone, acknowledged) && equals(zone, further);
        if (isFurther) finishedUnderWay++;
        model = isFurther ? further : acknowledged;
        expect(found(zone), `after kill ${kill} in ${JSON.stringify(underWay)}`).toEqual(wanted(model));
        if (zone.version !== undefined) hold(contentsOf, zone.version.serial, textsIn(zone.version.contents));
        const lastSeen = Math.max(0, ...contentsOf.keys());
        expect(zone.version?.serial ?? 0, 'the last version is there').toBe(lastSeen);
      }
      console.log(
        `${KILLS} kills, ${deeds} deeds acknowledged, ${contentsOf.size} versions, ${finishedUnderWay} kills between disk and answer`,
      );
      expect(temporary.facts.filter(({ kind }) => kind === 'notice').map(codeOf)).toEqual(
        expect.not.arrayContaining(['corrupt-middle', 'versions-lost', 'step-lost', 'zone-unreadable']),
      );
      expect(deeds).toBeGreaterThan(KILLS);
    } finally {
      await temporary.remove();
    }
  },
);

interface Killed {
  readonly done: readonly Deed[];
  readonly underWay: Deed | undefined;
  readonly versions: readonly (readonly [serial: number, served: Texts])[];
}

/** Lets the subject work for a random while, ends it without warning, and tells what it had said. */
async function runAndKill(folder: string, seed: number): Promise<Killed> {
  const subject = fileURLToPath(new URL('kill-subject.ts', import.meta.url));
  const child = spawn(process.execPath, [subject, folder, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const chunks: Buffer[] = [];
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      resolve();
    });
  });
  // Before it is ready, too: it may be killed while it makes or loads the zone.
  if (seed % 10 === 1) await sleep(Math.random() * 600);
  else await Promise.race([ready, ended]);
  await sleep(Math.random() * LONGEST_LIFE_MS);
  child.kill('SIGKILL');
  await ended;
  const lines = Buffer.concat(chunks).toString().split('\n').slice(0, -1);
  const said = lines.map((line) => JSON.parse(line) as Said);
  const begun = said.filter((one) => one.said === 'about-to').map(({ deed }) => deed);
  const done = said.filter((one) => one.said === 'done');
  const versions = done.flatMap(({ serial, served }) =>
    serial === undefined || served === undefined ? [] : [[serial, served] as const],
  );
  return { done: begun.slice(0, done.length), underWay: begun[done.length], versions };
}

function hold(contentsOf: Map<number, Texts>, serial: number, served: Texts): void {
  const before = contentsOf.get(serial);
  if (before !== undefined)
    expect(same(before, served), `serial ${serial} stands for one contents`).toBe(true);
  contentsOf.set(serial, served);
}

interface Holding {
  readonly texts: Texts;
  readonly served: Texts | undefined;
  readonly steps: number;
  readonly undone: number;
}

const found = (zone: Zone): Holding => ({
  texts: textsIn(zone.state.contents),
  served: zone.version && textsIn(zone.version.contents),
  steps: zone.draft.steps.length,
  undone: zone.draft.undone.length,
});

const wanted = (model: ZoneModel): Holding => ({
  texts: textsOf(model),
  served: model.versions.at(-1)?.after,
  steps: model.steps.length,
  undone: model.undone.length,
});

function equals(zone: Zone, model: ZoneModel): boolean {
  const is = found(zone);
  const be = wanted(model);
  return (
    same(is.texts, be.texts) &&
    same(is.served ?? {}, be.served ?? {}) &&
    is.steps === be.steps &&
    is.undone === be.undone
  );
}

const codeOf = (fact: TemporaryZones['facts'][number]): string =>
  fact.kind === 'notice' ? fact.notice.code : fact.kind;
