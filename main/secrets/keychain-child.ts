/**
 * For tests: uses the keychain in a process of its own, since which one it is hangs on the environment.
 *
 *     node keychain-child.ts '[["set","name","secret"],["get","name"],["probe"]]' [folder id]
 *
 * Prints one line of JSON: for each call what it gave, or `{"failure": …}`.
 */
import { Keychain } from './keychain.ts';
import { SecretStoreError } from './secret-store.ts';

type Call = readonly [method: string, ...args: string[]];

const calls: readonly Call[] = JSON.parse(process.argv[2]);
const keychain = new Keychain({ folderId: process.argv[3] ?? 'folder', callMs: 4000 });

const outcomes: unknown[] = [];
for (const call of calls) outcomes.push(await outcomeOf(call));
process.stdout.write(`${JSON.stringify(outcomes)}\n`, () => process.exit());

async function outcomeOf([method, name, secret]: Call): Promise<unknown> {
  try {
    return (await use(method, name, secret)) ?? null;
  } catch (error) {
    if (error instanceof SecretStoreError) return { failure: error.failure };
    throw error;
  }
}

async function use(method: string, name: string, secret: string): Promise<unknown> {
  switch (method) {
    case 'get':
      return keychain.get(name);
    case 'set':
      return keychain.set(name, secret);
    case 'delete':
      return keychain.delete(name);
    case 'list':
      return keychain.list();
    case 'entries':
      // The accounts as they stand in the keychain; crashes on a locked one, which is why the app never asks so.
      return (await (await import('keytar')).default.findCredentials('hidden-primary')).map(
        ({ account }) => account,
      );
    case 'probe':
      return (await keychain.probe())?.failure;
    default:
      throw new RangeError(method);
  }
}
