import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { askClock } from './ask-clock.ts';
import certificates from './vectors/tls-certificates.json' with { type: 'json' };

const NOW_MS = 1_800_000_000_000;
const EPOCH_SECONDS = 2_208_988_800;

/** One host that tells the time twice: by SNTP ten minutes ahead of ours, by HTTPS twenty. */
async function ask(by: { readonly sntp: boolean; readonly https: boolean }): Promise<unknown> {
  const { key, valid, root } = certificates;
  let webAsked = false;
  const web = createServer({ key, cert: valid }, (_request, response) => {
    webAsked = true;
    response.sendDate = false;
    if (by.https) response.writeHead(200, { date: new Date(NOW_MS + 1_200_000).toUTCString() }).end();
    else response.destroy();
  });
  const time = createSocket('udp4');
  time.on('message', (request, from) => {
    const answer = Buffer.alloc(48);
    answer[0] = (4 << 3) | 4;
    answer[1] = 2;
    request.copy(answer, 24, 40, 48);
    answer.writeUInt32BE(NOW_MS / 1000 + 600 + EPOCH_SECONDS, 40);
    if (by.sntp) time.send(answer, from.port, from.address);
  });
  web.listen(0, '127.0.0.1');
  time.bind(0, '127.0.0.1');
  await Promise.all([once(web, 'listening'), once(time, 'listening')]);
  try {
    const reading = await askClock({
      server: '127.0.0.1',
      now: () => NOW_MS,
      sntpPort: time.address().port,
      httpsPort: (web.address() as AddressInfo).port,
      ca: root,
      waitMs: 600,
    });
    return [reading, webAsked];
  } finally {
    web.closeAllConnections();
    web.close();
    time.close();
  }
}

describe('askClock', () => {
  it('takes what SNTP says, and then asks nobody else', async () => {
    expect(await ask({ sntp: true, https: true })).toEqual([
      { aheadSeconds: 600, source: '127.0.0.1' },
      false,
    ]);
  });

  it('takes what HTTPS says where UDP is blocked', async () => {
    expect(await ask({ sntp: false, https: true })).toEqual([
      { aheadSeconds: 1200.5, source: '127.0.0.1' },
      true,
    ]);
  });

  it('knows nothing where neither answers, and asks nobody where the owner names nobody', async () => {
    expect(await ask({ sntp: false, https: false })).toEqual([undefined, true]);
    expect(await askClock({ server: '', now: () => NOW_MS })).toBeUndefined();
  });
});
