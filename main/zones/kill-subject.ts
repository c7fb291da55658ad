/**
 * For the kill test: a process that does random deeds to the zone in the folder it is given until somebody ends it. It
 * says on its output what it is about to do, and what the zone holds when that was acknowledged.
 */
import { nodeFileSystem } from '../storage/file-system.ts';
import { doDeed, textsIn } from './zone-deeds.ts';
import { type Deed, type Texts, type Wishes } from './zone-model.ts';
import { exampleContents, NOW, ORIGIN, SETTINGS } from './temporary-zones.ts';
import { ZoneFacts } from './zone-facts.ts';
import { Zones } from './zones.ts';

/** One line of the subject's output. */
export type Said =
  | { readonly said: 'ready' }
  | { readonly said: 'about-to'; readonly deed: Deed }
  | { readonly said: 'done'; readonly serial: number | undefined; readonly served: Texts | undefined };

const say = (said: Said): boolean => process.stdout.write(`${JSON.stringify(said)}\n`);

/** Numbers 0 ≤ n < 1 that a seed decides (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

function randomDeed(random: () => number): Deed {
  const dice = random();
  if (dice < 0.35) return { do: 'edit', wishes: randomWishes(random, 1) };
  if (dice < 0.4) return { do: 'edit', wishes: randomWishes(random, 250) };
  if (dice < 0.5) return { do: 'tool', wishes: randomWishes(random, 2) };
  if (dice < 0.65) return { do: 'undo' };
  if (dice < 0.75) return { do: 'redo' };
  if (dice < 0.8) return { do: 'restore', back: Math.floor(random() * 3) };
  return { do: 'commit' };
}

function randomWishes(random: () => number, count: number): Wishes {
  const wishes: Record<string, string | null> = {};
  for (let i = 0; i < count; i++)
    wishes[`n${Math.floor(random() * (count + 5))}`] =
      random() < 0.2 ? null : String(Math.floor(random() * 1e6));
  return wishes;
}

async function main(dataFolder: string, seed: number): Promise<void> {
  const random = randomFrom(seed);
  const newId = (): string => 'one';
  const options = { dataFolder, files: nodeFileSystem, facts: new ZoneFacts(), now: () => NOW, newId };
  const zones = await Zones.open(options);
  const first = { contents: exampleContents(), origin: 'created', settings: SETTINGS } as const;
  const zone = zones.find(ORIGIN) ?? (await zones.create(first));
  say({ said: 'ready' });
  for (;;) {
    const deed = randomDeed(random);
    say({ said: 'about-to', deed });
    await doDeed(zone, deed);
    const { version } = zone;
    say({ said: 'done', serial: version?.serial, served: version && textsIn(version.contents) });
  }
}

await main(process.argv[2], Number(process.argv[3]));
