/** The default gateway: the router, as the system's routing table has it. Node does not tell. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { promisify } from 'node:util';

const LIMIT_MS = 2000;
const run = promisify(execFile);

/** IPv4; undefined when there is none, or the system does not say. */
export async function defaultGateway(): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') return gatewayInProc(await readFile('/proc/net/route', 'utf8'));
    if (process.platform === 'darwin')
      return gatewayInRoute(await outputOf('/sbin/route', '-n', 'get', 'default'));
    return gatewayInPrint(await outputOf('route', 'print', '-4', '0.0.0.0'));
  } catch (error) {
    // No such program, no such file: a system that we do not know, or no network at all.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

async function outputOf(program: string, ...args: string[]): Promise<string> {
  return (await run(program, args, { timeout: LIMIT_MS, windowsHide: true })).stdout;
}

/** Linux, /proc/net/route: interface, destination, gateway, flags, …, metric, mask; addresses in hex, of the processor's byte order. */
export function gatewayInProc(table: string, littleEndian = endianness() === 'LE'): string | undefined {
  const rows = table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, destination, gateway, , , , , mask]) => isZero(destination) && isZero(mask) && !isZero(gateway),
    )
    .sort((a, b) => Number(a[6]) - Number(b[6]));
  const gateway = rows[0]?.[2];
  if (gateway === undefined) return undefined;
  const octets = [...Buffer.from(gateway, 'hex')];
  return (littleEndian ? octets.reverse() : octets).join('.');
}

/** macOS, `route -n get default`: a line `gateway: 192.168.1.1`. */
export function gatewayInRoute(text: string): string | undefined {
  return /^\s*gateway:\s*(\d+\.\d+\.\d+\.\d+)\s*$/m.exec(text)?.[1];
}

/** Windows, `route print`: rows of destination, mask, gateway, interface, metric, in whatever language the headings are. */
export function gatewayInPrint(text: string): string | undefined {
  const rows = [...text.matchAll(/^\s*0\.0\.0\.0\s+0\.0\.0\.0\s+(\d+\.\d+\.\d+\.\d+)\s+\S+\s+(\d+)\s*$/gm)];
  return rows.sort((a, b) => Number(a[2]) - Number(b[2]))[0]?.[1];
}

const isZero = (hex: string | undefined): boolean => hex === '00000000';
