/** Secondaries as a test sets them up: a key each, an address of loopback each to come from, a port each to be told at. */
import { connect } from 'node:net';
import type { AppClient } from '../running-app.ts';
import { freePort } from '../peers/free-port.ts';
import type { PeerKey } from '../peers/peer.ts';

export interface Place {
  readonly name: string;
  readonly id: string;
  /** Where its transfers are allowed from. */
  readonly address: string;
  /** Where NOTIFY goes to. */
  readonly port: number;
  readonly key: PeerKey;
}

export interface PlaceOptions {
  readonly name: string;
  readonly address: string;
  /** False: it is told nowhere and asked nowhere. */
  readonly notified?: boolean;
}

/** Makes a key and a secondary. */
export async function makePlace(
  calls: AppClient,
  { name, address, notified = true }: PlaceOptions,
): Promise<Place> {
  const key = await calls.keys.create({ name: `home_${name.toLowerCase().replaceAll(' ', '-')}` });
  const { secret } = await calls.keys.secret({ name: key.name });
  const port = await freePort();
  const { id } = await calls.secondaries.create({
    name,
    provider: null,
    transferFrom: [address],
    notifyTo: notified ? [{ address: '127.0.0.1', port }] : [],
    verifyAt: [],
    signNotify: true,
    primaryAddress: null,
  });
  return { name, id, address, port, key: { name: key.name, algorithm: key.algorithm, secret } };
}

/** Gives a zone these secondaries. */
export async function usePlaces(calls: AppClient, zone: string, places: readonly Place[]): Promise<void> {
  const secondaries = places.map(({ id, key }) => ({ secondary: id, key: key.name }));
  await calls.zones.updateSettings({ zone, settings: { secondaries } });
}

/** Whether anything listens there, over TCP. */
export function listens({ address, port }: { address: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, address, () => resolve(true));
    socket.on('connect', () => socket.destroy());
    socket.on('error', () => resolve(false));
  });
}
