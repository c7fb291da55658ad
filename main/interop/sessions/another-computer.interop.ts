/** Two computers with one data folder between them: what the other one published is not covered up unasked. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../peers/daemon.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { type RunningApp } from '../running-app.ts';
import { Computers, NAME, setAddress, ZONE } from './two-computers.ts';

const CLI = path.join(import.meta.dirname, '../../headless/cli.ts');

/** The day is that of its signatures. */
const saidOf = (serial: number): RegExp =>
  new RegExp(
    `^the BIND holds serial ${serial} of example.test, which was not made here: another computer published on 20\\d\\d-\\d\\d-\\d\\d, and the last version here is \\d+\\. Take that state over from it, or go on ahead of it`,
  );

async function findingsOf({ calls }: RunningApp): Promise<readonly string[]> {
  const { findings } = await calls.session.preflight();
  return findings.filter(({ finding }) => finding.severity === 'error').map(({ sentence }) => sentence);
}

describe.skipIf(peersAreMissing('BIND'))('a zone that another computer published', () => {
  it('is not covered up: publishing stops; it is taken over with nothing lost, or gone on ahead of, once', async () => {
    await using computers = await Computers.make();
    const theirs = await computers.publishFrom('two', { www: '192.0.2.22', mail: '192.0.2.25' });
    const which = { zone: ZONE, secondary: computers.secondaryId };
    let ours: number;
    {
      await using app = await computers.start('one');
      await setAddress(app, 'www', '192.0.2.11');
      await setAddress(app, 'ftp', '192.0.2.21');
      expect(await findingsOf(app)).toEqual([expect.stringMatching(saidOf(theirs))]);
      await expect(app.calls.session.start({})).rejects.toMatchObject({
        data: { code: 'preflight-failed', findings: [{ code: 'made-elsewhere', serial: theirs }] },
      });
      const cli = run(process.execPath, CLI, 'publish', '--data-dir', app.dataDir);
      await expect(cli).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(`did not begin. the BIND holds serial ${theirs} of example.test`),
      });
      expect(await computers.secondary.serial(NAME)).toBe(theirs);

      expect(await app.calls.session.takeOver(which)).toEqual({ changedSets: 2, joinedDraft: false });
      const { versions } = await app.calls.history.list({ zone: ZONE });
      expect(versions[0]).toMatchObject({ reason: 'taken', added: 1, changed: 2, removed: 0 });
      // What was edited here stands on top of it, and what both touched is marked.
      const { rows } = await app.calls.records.page({ zone: ZONE, filter: 'edited' });
      expect(rows.map(({ owner, conflict }) => [owner, conflict])).toEqual([
        ['ftp', false],
        ['www', true],
      ]);
      expect(await findingsOf(app)).toEqual([]);
      ours = await computers.publish(app);
      expect(ours).toBeGreaterThan(theirs);
      expect(await computers.held()).toEqual([
        'ftp.example.test. 192.0.2.21',
        'mail.example.test. 192.0.2.25',
        'ns1.example.test. 192.0.2.1',
        'www.example.test. 192.0.2.11',
      ]);
    }
    // Now the other computer is told, and goes on ahead.
    await using other = await computers.start('two');
    expect(await findingsOf(other)).toEqual([expect.stringMatching(saidOf(ours))]);
    await other.calls.session.goAhead(which);
    expect(await findingsOf(other)).toEqual([]);
    expect(await computers.publish(other)).toBeGreaterThan(ours);
    expect(await computers.held()).toEqual([
      'mail.example.test. 192.0.2.25',
      'ns1.example.test. 192.0.2.1',
      'www.example.test. 192.0.2.22',
    ]);
    expect(await findingsOf(other)).toEqual([]);
  });
});
