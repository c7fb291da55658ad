/** The command line's commands and their options. */
import { parseArgs } from 'node:util';
import { checkZoneCommand } from './check-zone.ts';
import { failureSentence } from './failure-sentence.ts';
import { linkCommand } from './link.ts';
import { publishCommand } from './publish.ts';
import { recoveryCommand } from './recovery.ts';
import { serveCommand } from './serve.ts';
import { UsageError, USAGE } from './usage.ts';

const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  serve(args) {
    const { values } = parseArgs({
      args,
      options: {
        'data-dir': { type: 'string' },
        ui: { type: 'string', default: '127.0.0.1:8053' },
        dns: { type: 'string', multiple: true },
        api: { type: 'string' },
        'api-key-file': { type: 'string' },
        'keep-open': { type: 'boolean', default: false },
        vault: { type: 'string' },
        'passphrase-file': { type: 'string' },
        // For tests, whose servers cannot have port 53.
        'authoritative-port': { type: 'string' },
      },
    });
    return serveCommand({
      dataDir: values['data-dir'],
      ui: values.ui,
      dns: values.dns,
      api: values.api,
      apiKeyFile: values['api-key-file'],
      keepOpen: values['keep-open'],
      vault: values.vault,
      passphraseFile: values['passphrase-file'],
      authoritativePort: values['authoritative-port'],
    });
  },
  link(args) {
    const { values } = parseArgs({ args, options: { 'data-dir': { type: 'string' } } });
    return linkCommand(values['data-dir']);
  },
  publish(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'data-dir': { type: 'string' },
        'until-synced': { type: 'boolean', default: false },
        max: { type: 'string', default: '20m' },
        dns: { type: 'string', multiple: true },
        vault: { type: 'string' },
        'passphrase-file': { type: 'string' },
      },
    });
    return publishCommand({
      dataDir: values['data-dir'],
      zones: positionals,
      untilSynced: values['until-synced'],
      max: values.max,
      dns: values.dns,
      vault: values.vault,
      passphraseFile: values['passphrase-file'],
    });
  },
  backup: (args) => recovery('backup', args),
  restore: (args) => recovery('restore', args),
  'check-zone'(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { origin: { type: 'string' } },
    });
    if (positionals.length !== 1) throw new UsageError('check-zone takes one FILE');
    return checkZoneCommand({
      file: positionals[0],
      origin: values.origin,
      stdout: process.stdout,
      stderr: process.stderr,
    });
  },
};

function recovery(command: 'backup' | 'restore', args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'data-dir': { type: 'string' },
      'recovery-passphrase-file': { type: 'string' },
      vault: { type: 'string' },
      'passphrase-file': { type: 'string' },
    },
  });
  const passphraseFile = values['recovery-passphrase-file'];
  if (positionals.length !== 1) throw new UsageError(`${command} takes one FILE`);
  if (passphraseFile === undefined) throw new UsageError(`${command} needs --recovery-passphrase-file`);
  return recoveryCommand({
    command,
    file: positionals[0],
    recoveryPassphraseFile: passphraseFile,
    dataDir: values['data-dir'],
    vault: values.vault,
    passphraseFile: values['passphrase-file'],
  });
}

/** Runs one command; answers the process's exit code. What it throws is a bug. */
export async function runCommand([command, ...args]: string[]): Promise<number> {
  if (command === undefined || command === '--help' || command === 'help') {
    process.stdout.write(USAGE);
    return command === undefined ? 2 : 0;
  }
  try {
    if (!Object.hasOwn(COMMANDS, command)) throw new UsageError(`there is no command "${command}"`);
    return await COMMANDS[command](args);
  } catch (error) {
    if (isUsageError(error)) {
      process.stderr.write(`hidden-primary: ${error.message}\n\n${USAGE}`);
      return 2;
    }
    const sentence = failureSentence(error);
    if (sentence === undefined) throw error;
    process.stderr.write(`hidden-primary: ${sentence}\n`);
    return 1;
  }
}

/** Our own, or one of parseArgs. */
function isUsageError(error: unknown): error is Error {
  return (
    error instanceof UsageError ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  );
}
