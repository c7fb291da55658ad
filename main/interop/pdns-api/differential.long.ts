/**
 * The same requests to the API here and to a real PowerDNS: the same status and, but for serials and times, the same body;
 * or a deviation that is listed with its reason.
 */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { startPrimary } from '../peers/start.ts';
import type { Primary } from '../peers/peer.ts';
import { startApp, type RunningApp } from '../running-app.ts';
import { answerOf, type Answer } from './answers.ts';
import deviations from './deviations.json' with { type: 'json' };
import { REQUESTS } from './requests.ts';

const KEY = 'differential';

describe.skipIf(peersAreMissing('PowerDNS'))('requests to both', () => {
  let app: RunningApp;
  let powerdns: Primary;
  const answers = new Map<string, { ours: Answer; theirs: Answer }>();

  beforeAll(async () => {
    const keyFile = path.join(tmpdir(), `hidden-primary-api-key-${process.pid}`);
    await writeFile(keyFile, KEY, { mode: 0o600 });
    app = await startApp({ args: ['--api', '127.0.0.1:0', '--api-key-file', keyFile] });
    const settings = await app.calls.api.configure({ showSecrets: true, toolsMayPublish: false });
    expect(settings.listening).not.toBeNull();
    powerdns = await startPrimary('PowerDNS', { zones: [], apiKey: KEY });
    const theirs = powerdns.apiUrl!.replace(/\/api\/v1$/, '');
    const { address, port } = settings.listening!;
    for (const request of REQUESTS) {
      const ours = await answerOf(`http://${address}:${port}`, KEY, request);
      answers.set(request.label, { ours, theirs: await answerOf(theirs, KEY, request) });
    }
  }, 300_000);

  afterAll(async () => {
    await app?.stop();
    await powerdns?.stop();
  });

  it('are at least 150, each with a label of its own', () => {
    expect(new Set(REQUESTS.map(({ label }) => label)).size).toBe(REQUESTS.length);
    expect(REQUESTS.length).toBeGreaterThanOrEqual(150);
  });

  const known = new Map(deviations.map((deviation) => [deviation.request, deviation]));
  for (const { label } of REQUESTS) {
    const deviation = known.get(label);
    if (deviation === undefined) {
      it(`${label}: the same answer`, () => {
        const { ours, theirs } = answers.get(label)!;
        expect(ours).toEqual(theirs);
      });
    } else {
      it(`${label}: differs as listed`, () => {
        const { ours, theirs } = answers.get(label)!;
        expect(ours).not.toEqual(theirs);
        expect({ status: ours.status, error: errorOf(ours) }).toEqual(deviation.ours);
        expect({ status: theirs.status, error: errorOf(theirs) }).toEqual(deviation.theirs);
        expect(deviation.reason).not.toBe('');
      });
    }
  }

  it('lists no deviation of a request that is not sent', () => {
    const labels = new Set(REQUESTS.map(({ label }) => label));
    expect(deviations.filter(({ request }) => !labels.has(request))).toEqual([]);
  });
});

/** The sentence of a refusal; null for an answer that is none. */
function errorOf({ body }: Answer): string | null {
  return body !== null && typeof body === 'object' && 'error' in body ? String(body.error) : null;
}
